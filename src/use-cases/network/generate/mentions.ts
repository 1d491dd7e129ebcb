// Hosts that settings of containers name, taken while an input is read: the model keeps no setting that may be a secret.
import { isJsonObject } from "../../../core/index.ts";
import type { KindName, KubernetesObject } from "../../../kubernetes/index.ts";

/** A host that a setting names. Only names of Services are ever told of it. */
export interface Mention {
  readonly host: string;
  readonly port?: number;
  /** With a scheme or a port it is an address, whatever the setting is called. */
  readonly sure: boolean;
}

/** What objects name: workloads in their containers, ConfigMaps in their data. */
export interface Mentions {
  of(object: KubernetesObject): readonly Mention[];
}

const mostOfOne = 500;
const mostInAll = 500_000;
const longestText = 256 * 1024;

const host = "[a-z0-9](?:[a-z0-9-]{0,62})(?:\\.[a-z0-9][a-z0-9-]{0,62}){0,8}";
/** An address with a scheme, with or without a user. */
const url = new RegExp(`([a-z][a-z0-9+.-]{1,30})://(?:[^\\s/@"',]{1,256}@)?(${host})(?::(\\d{1,5}))?(?![\\w.-])`, "gi");
/** A host with a port, or a name within the cluster, standing alone. */
const place = new RegExp(
  `(?<![\\w.:/@-])(?:(${host})\\.?:(\\d{1,5})|([a-z0-9][a-z0-9-]{0,62}\\.[a-z0-9][a-z0-9-]{0,62}\\.svc(?:\\.[a-z0-9.-]{1,80})?))(?![\\w.:-])`,
  "gi",
);
const alone = new RegExp(`^${host}$`, "i");
/** Settings whose value is a host. */
const hostName =
  /(?:host(?:name)?|addr(?:ess)?|urls?|uri|endpoint|server|service|svc|broker|upstream|backend|target|dsn)s?$/i;

/** Ports that addresses with these schemes need not name. */
const usualPorts: Readonly<Record<string, number>> = {
  http: 80,
  ws: 80,
  https: 443,
  wss: 443,
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  redis: 6379,
  rediss: 6379,
  mongodb: 27_017,
  amqp: 5672,
  amqps: 5671,
  nats: 4222,
  ldap: 389,
  ldaps: 636,
};

function portOf(text: string | undefined, scheme = ""): { port?: number } {
  const usual = Object.hasOwn(usualPorts, scheme) ? usualPorts[scheme] : undefined;
  const port = text === undefined ? usual : Number(text);
  return port === undefined || port < 1 || port > 65_535 ? {} : { port };
}

/** Hosts a text names; `name` is that of the setting. Linear in the text, of which only the beginning is read. */
export function mentionsIn(name: string, text: string): Mention[] {
  const read = text.slice(0, longestText);
  const urls = !read.includes("://")
    ? []
    : Array.from(read.matchAll(url), ([, scheme = "", at = "", port]) => ({
        host: at,
        ...portOf(port, scheme.toLowerCase()),
        sure: true,
      }));
  const places = !/:\d|\.svc/.test(read)
    ? []
    : Array.from(read.matchAll(place), ([, at, port, inside]) => ({
        host: at ?? inside ?? "",
        ...portOf(port),
        sure: true,
      }));
  const lone = alone.test(read) ? [{ host: read, sure: hostName.test(name) }] : [];
  return [...urls, ...places, ...lone].map((found) => ({
    ...found,
    host: found.host.toLowerCase().replace(/\.$/, ""),
  }));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function textsOfContainer(container: unknown): (readonly [string, string])[] {
  if (!isJsonObject(container)) return [];
  const { env, args, command } = container;
  const variables = (Array.isArray(env) ? env : []).flatMap((one): (readonly [string, string])[] =>
    isJsonObject(one) && typeof one["value"] === "string" ? [[textOf(one["name"]), one["value"]]] : [],
  );
  const words = [command, args].flatMap((list) => (Array.isArray(list) ? list : []));
  const flags = words.flatMap((word, at): (readonly [string, string])[] => {
    if (typeof word !== "string") return [];
    const [flag = "", value] = word.split("=", 2);
    const before = words[at - 1];
    return value === undefined
      ? [[typeof before === "string" && before.startsWith("-") ? before : "", word]]
      : [[flag, word.slice(flag.length + 1)]];
  });
  return [...variables, ...flags];
}

/** Pod templates stand at most this deep: jobTemplate.spec.template.spec. */
function podSpecsIn(object: unknown): readonly Readonly<Record<string, unknown>>[] {
  let value = isJsonObject(object) ? (object["spec"] ?? object["template"]) : undefined;
  for (let depth = 0; depth < 5 && isJsonObject(value); depth++) {
    if (Array.isArray(value["containers"])) return [value];
    value = value["jobTemplate"] ?? value["template"] ?? value["spec"];
  }
  return [];
}

function textsOf(kind: KindName, object: KubernetesObject): (readonly [string, string])[] {
  if (kind === "configmaps") {
    const { data } = object as { readonly data?: Readonly<Record<string, string>> };
    return Object.entries(data ?? {});
  }
  return podSpecsIn(object).flatMap(({ containers, initContainers }) =>
    [containers, initContainers].flatMap((list) => (Array.isArray(list) ? list.flatMap(textsOfContainer) : [])),
  );
}

/** Takes what objects name as they arrive. Bounded: beyond some hundred thousand names nothing more is taken. */
export class MentionCollector implements Mentions {
  private readonly found = new WeakMap<KubernetesObject, readonly Mention[]>();
  private count = 0;

  readonly observe = (kind: KindName, object: KubernetesObject): void => {
    if (this.count >= mostInAll) return;
    const mentions = new Map<string, Mention>();
    for (const [name, text] of textsOf(kind, object)) {
      for (const mention of mentionsIn(name, text)) {
        const key = `${mention.host}:${mention.port ?? ""}`;
        if (mentions.size < mostOfOne && mentions.get(key)?.sure !== true) mentions.set(key, mention);
      }
    }
    this.count += mentions.size;
    if (mentions.size > 0) this.found.set(object, [...mentions.values()]);
  };

  of(object: KubernetesObject): readonly Mention[] {
    return this.found.get(object) ?? [];
  }
}
