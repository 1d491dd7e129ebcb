// Bootstrap tokens: Secrets of kube-system (plugin/pkg/auth/authenticator/token/bootstrap).
import type { BootstrapSecret, Setting } from "../authenticators.ts";
import { noOpinion, userOf, type Opinion } from "../opinion.ts";

const form = /^([a-z0-9]{6})\.([a-z0-9]{16})$/;
const groupName = /^system:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]$/;
const time = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Milliseconds since 1970 of an RFC 3339 time as Go reads it; undefined where it is none. */
function parseTime(text: string): number | undefined {
  const found = time.exec(text);
  if (found === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const [sign, hours = "0", minutes = "0"] = found.slice(8);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isReal || Number(hours) > 24 || Number(minutes) > 60) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60_000 : 60_000);
  const fraction = Number(`0.${found[7] ?? "0"}`) * 1000;
  return date.setUTCHours(hour, minute, second, 0) + fraction - offset;
}

/** Why a Secret does not vouch for the token; undefined where it does. */
function refusal(secret: BootstrapSecret, id: string, word: string, now: number): string | undefined {
  const valueAt = (key: string): string => (Object.hasOwn(secret.data, key) ? (secret.data[key] ?? "") : "");
  if (secret.isDeleted === true) return "is being deleted";
  if (secret.type !== "bootstrap.kubernetes.io/token") return "is not of type bootstrap.kubernetes.io/token";
  if (valueAt("token-secret") !== word) return "holds another token";
  if (valueAt("token-id") !== id) return "is for another token id";
  const expiration = valueAt("expiration");
  const end = expiration === "" ? Infinity : parseTime(expiration);
  if (end === undefined) return "has an expiration that is no time, which counts as expired";
  if (end <= now) return "is expired";
  if (valueAt("usage-bootstrap-authentication") !== "true") return "is not marked usage-bootstrap-authentication=true";
  return groupsOf(secret).every((group) => groupName.test(group))
    ? undefined
    : "names a group that does not begin with system:bootstrappers:";
}

function groupsOf({ data }: BootstrapSecret): readonly string[] {
  const groups = Object.hasOwn(data, "auth-extra-groups") ? (data["auth-extra-groups"] ?? "") : "";
  return groups === "" ? [] : groups.split(",");
}

/** What bootstrap token authentication says of a token: never an error, as in Kubernetes. */
export function authenticateBootstrapToken(token: string, { authenticators, now }: Setting): Opinion {
  const [, id, word] = form.exec(token) ?? [];
  if (id === undefined || word === undefined) return noOpinion("the token has not the form of a bootstrap token");
  const name = `bootstrap-token-${id}`;
  const secret = authenticators.bootstrapTokens?.(name) ?? "absent";
  if (secret === "unseen") return { kind: "unknown", why: `the Secret kube-system/${name} was not seen` };
  if (secret === "absent") return noOpinion(`there is no Secret kube-system/${name}`);
  const refused = refusal(secret, id, word, now);
  if (refused !== undefined) return noOpinion(`the Secret kube-system/${name} ${refused}`);
  const groups = [...new Set(["system:bootstrappers", ...groupsOf(secret)])].sort();
  return { kind: "user", user: userOf(`system:bootstrap:${id}`, "", groups) };
}
