// Shakes hands with the servers of a kubeconfig, to see whether their certificates fit its CAs. No credentials are shown.
import { isIP } from "node:net";
import { connect } from "node:tls";
import {
  authorityOf,
  entriesOf,
  textAt,
  type ConfigEntry,
  type ConfigFile,
  type ServerAnswer,
  type Surroundings,
} from "../../use-cases/kubeconfig/index.ts";

const timeLimit = 10_000;
const inFlight = 8;

/** Who is asked, under which name, and whom to believe; undefined where there is no TLS to look at. */
interface Handshake {
  readonly host: string;
  readonly port: number;
  readonly servername: string;
  readonly ca: string | undefined;
}

function handshakeOf(entry: ConfigEntry, machine: Surroundings): Handshake | ServerAnswer | undefined {
  const server = textAt(entry.body, "server") ?? "";
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (url?.protocol !== "https:") return undefined;
  if (textAt(entry.body, "proxy-url") !== undefined) return { unreachable: "it is behind a proxy, which is not asked" };
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const authority = authorityOf(entry, machine);
  if (authority !== undefined && "fault" in authority) return undefined;
  const servername = textAt(entry.body, "tls-server-name") ?? host;
  return { host, port: url.port === "" ? 443 : Number(url.port), servername, ca: authority?.text };
}

function shakeHands({ host, port, servername, ca }: Handshake): Promise<ServerAnswer> {
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      ...(isIP(servername) === 0 ? { servername } : {}),
      ...(ca === undefined ? {} : { ca }),
      rejectUnauthorized: false,
    });
    const end = (answer: ServerAnswer): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => end({ unreachable: `no answer within ${timeLimit / 1000} s` }), timeLimit);
    socket.once("secureConnect", () => {
      const reason = socket.authorized ? undefined : String(socket.authorizationError);
      end(reason === undefined ? { trusted: true } : { distrusted: reason });
    });
    socket.on("error", (error: NodeJS.ErrnoException) => end({ unreachable: error.code ?? "the connection failed" }));
    socket.once("close", () => end({ unreachable: "closed the connection during the handshake" }));
  });
}

async function answerOf(entry: ConfigEntry, machine: Surroundings): Promise<ServerAnswer | undefined> {
  const handshake = handshakeOf(entry, machine);
  return handshake !== undefined && "host" in handshake ? shakeHands(handshake) : handshake;
}

/** Asks the server of every cluster once, at most eight at a time. */
export async function askServers(
  files: readonly ConfigFile[],
  machine: Surroundings,
): Promise<ReadonlyMap<ConfigEntry, ServerAnswer>> {
  const answers = new Map<ConfigEntry, ServerAnswer>();
  const left = files.flatMap((file) => entriesOf(file, "cluster")).values();
  const work = async (): Promise<void> => {
    for (const entry of left) {
      const answer = await answerOf(entry, machine);
      if (answer !== undefined) answers.set(entry, answer);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return answers;
}
