// From a refusal, as the server words it or as the audit log records it, to the request that was refused.
import { isJsonObject, PlimsollError, type JsonObject, type Minor } from "../../../core/index.ts";
import { parseJson } from "../../../languages/json/index.ts";
import { goUnquote, requestAttributes, type RequestAttributes, type UserInfo } from "../../../kubernetes/index.ts";

/** A refused request; `groupsKnown` tells whether the user's groups were in what was read. */
export interface Refusal {
  readonly attributes: RequestAttributes;
  readonly groupsKnown: boolean;
}

const quoted = String.raw`"(?:[^"\\]|\\.)*"`;
const onResource = `resource (${quoted}) in API group (${quoted}) (?:in the namespace (${quoted})|at the cluster scope)`;
const sentence = new RegExp(
  `(?:\\S+ (${quoted}) is forbidden: )?User (${quoted}) cannot (\\S*) (?:${onResource}|path (${quoted}))`,
);

/** The server makes messages safe for HTML. */
function plain(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function usage(message: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_USAGE", {
    message,
    hint: 'give the whole message, quoted by the shell: \'User "jane" cannot list resource "secrets" in API group "" in the namespace "shop"\', or - and an audit event on standard input',
  });
}

function parseMessage(text: string): Refusal {
  const match = sentence.exec(plain(text));
  if (match === null) throw usage("this is no refusal as the API server words it");
  const [name = "", username = "", , resource, apiGroup = "", namespace = "", path] = match
    .slice(1)
    .map((part: string | undefined) =>
      part?.startsWith('"') === true ? (goUnquote(part) ?? "") : (part ?? undefined),
    );
  const verb = match[3] ?? "";
  const user = { username };
  if (path !== undefined) return { attributes: { user, verb, path }, groupsKnown: false };
  const whole = resource ?? "";
  const slash = whole.indexOf("/");
  const [plural, subresource] = slash === -1 ? [whole, ""] : [whole.slice(0, slash), whole.slice(slash + 1)];
  const names = { apiGroup, apiVersion: "*", resource: plural, subresource, namespace, name };
  return { attributes: { user, verb, ...names }, groupsKnown: false };
}

function textAt(fields: JsonObject, key: string): string {
  const text = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return typeof text === "string" ? text : "";
}

function userOf(value: unknown): UserInfo | undefined {
  if (!isJsonObject(value) || textAt(value, "username") === "") return undefined;
  const { groups } = value;
  const listed = Array.isArray(groups) ? groups.filter((group): group is string => typeof group === "string") : [];
  return { username: textAt(value, "username"), groups: listed };
}

const methods: Readonly<Record<string, string>> = { create: "POST", update: "PUT", patch: "PATCH", delete: "DELETE" };

/** Names come from the URL: those of the event may come from the body, which authorizers do not see. */
function parseEvent(event: JsonObject, version: Minor): Refusal {
  const user = userOf(event["impersonatedUser"]) ?? userOf(event["user"]);
  if (user === undefined) throw usage("the audit event names no user");
  const verb = textAt(event, "verb");
  const method = verb === "deletecollection" ? "DELETE" : (methods[verb] ?? "GET");
  const attributes = requestAttributes(method, textAt(event, "requestURI"), user, { version });
  if (attributes === undefined || textAt(event, "requestURI") === "") throw usage("the audit event has no requestURI");
  return { attributes: { ...attributes, verb }, groupsKnown: true };
}

/**
 * Reads a 403 message (kubectl's or the server's) or an audit event as JSON. `version` is the API server's.
 * @throws PlimsollError for anything else.
 */
export function parseRefusal(text: string, version: Minor): Refusal {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{")) return parseMessage(trimmed);
  const reading = parseJson(trimmed);
  const value = "value" in reading ? reading.value : undefined;
  if (!isJsonObject(value)) throw usage("the audit event is no JSON");
  const { message } = value;
  if (value["kind"] === "Status" && typeof message === "string") return parseMessage(message);
  return parseEvent(value, version);
}
