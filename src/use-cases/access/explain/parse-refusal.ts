// From a refusal, as the server words it or as the audit log records it, to the request that was refused.
import { isJsonObject, PlimsollError, type JsonObject, type Minor } from "../../../core/index.ts";
import { parseJson } from "../../../languages/json/index.ts";
import type { Refusal } from "./refusal.ts";
import { isEscalation, parseEscalation, type RefusedWrite } from "./parse-escalation.ts";
import { goUnquote, requestAttributes, type RequestAttributes, type UserInfo } from "../../../kubernetes/index.ts";

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

function parseMessage(text: string, place: RefusedWrite): Refusal {
  const match = sentence.exec(plain(text));
  if (match === null) {
    const escalation = parseEscalation(text, place);
    if (escalation !== undefined) return escalation;
    throw usage("this is no refusal as the API server words it");
  }
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

const forbidden = 403;

function codeOf(event: JsonObject): unknown {
  const { responseStatus } = event;
  return isJsonObject(responseStatus) ? responseStatus["code"] : undefined;
}

/** What the answer says was refused, where that is another right than the request's: to impersonate, to bind, to escalate. */
function otherRight(event: JsonObject, attributes: RequestAttributes): Refusal | undefined {
  const { responseStatus, requestObject } = event;
  if (!isJsonObject(responseStatus) || codeOf(event) !== forbidden) return undefined;
  const message = textAt(responseStatus, "message");
  const isOther = sentence.test(plain(message)) || isEscalation(message);
  if (!isOther) return undefined;
  const namespace = attributes.path === undefined ? attributes.namespace : "";
  const roleRef = isJsonObject(requestObject) ? requestObject["roleRef"] : undefined;
  const refusal = parseMessage(message, {
    namespace,
    verb: attributes.verb,
    ...(isJsonObject(roleRef) ? { roleRef: { kind: textAt(roleRef, "kind"), name: textAt(roleRef, "name") } } : {}),
  });
  if (refusal.attributes.verb === attributes.verb) return undefined;
  const user = [userOf(event["user"]), userOf(event["impersonatedUser"])].find(
    (one) => one?.username === refusal.attributes.user.username,
  );
  return user === undefined ? refusal : { ...refusal, attributes: { ...refusal.attributes, user }, groupsKnown: true };
}

/** A refusal by an authorizer leaves its decision in the annotations (k8s.io/apiserver pkg/endpoints/filters/authorization.go). */
function oddities(event: JsonObject): readonly string[] {
  const code = codeOf(event);
  if (typeof code !== "number") return [];
  if (code !== forbidden) return [`the event tells of an answer ${code}: no authorizer refused the request`];
  const { annotations } = event;
  const decision = isJsonObject(annotations) ? textAt(annotations, "authorization.k8s.io/decision") : "";
  if (decision === "allow")
    return ["the authorizers allowed the request: it was refused after them, by admission or for rights it would give"];
  return decision === "forbid"
    ? []
    : ["the event has no decision of the authorizers on the request: the right to impersonate may be what is missing"];
}

/** Names come from the URL: those of the event may come from the body, which authorizers do not see. */
function parseEvent(event: JsonObject, version: Minor): Refusal {
  const user = userOf(event["impersonatedUser"]) ?? userOf(event["user"]);
  if (user === undefined) throw usage("the audit event names no user");
  const verb = textAt(event, "verb");
  const method = verb === "deletecollection" ? "DELETE" : (methods[verb] ?? "GET");
  const attributes = requestAttributes(method, textAt(event, "requestURI"), user, { version });
  if (attributes === undefined || textAt(event, "requestURI") === "") throw usage("the audit event has no requestURI");
  const asked = { ...attributes, verb };
  const notes = oddities(event);
  return otherRight(event, asked) ?? { attributes: asked, groupsKnown: true, notes };
}

/** Of several events the first that was refused, else the first. */
function parseEvents(events: readonly unknown[], version: Minor): Refusal {
  const known = events.filter(isJsonObject);
  const refused = known.filter((event) => codeOf(event) === forbidden);
  const event = refused[0] ?? known[0];
  if (event === undefined) throw usage("there is no audit event");
  const refusal = parseEvent(event, version);
  if (known.length === 1) return refusal;
  const note = `of ${known.length} events, ${refused.length} of them refused, the first${refused.length === 0 ? "" : " refused one"} is explained`;
  return { ...refusal, notes: [note, ...(refusal.notes ?? [])] };
}

/** JSON values, one a line, as the audit log holds them. */
function parseLines(text: string): readonly unknown[] | undefined {
  const values = text.split("\n").flatMap((line) => {
    if (line.trim() === "") return [];
    const reading = parseJson(line);
    return ["value" in reading ? reading.value : undefined];
  });
  return values.includes(undefined) ? undefined : values;
}

/**
 * Reads a 403 message (kubectl's or the server's), or audit events as JSON: one, an EventList, or one a line. `version` is the
 * API server's; `namespace` that of a refused role or binding, whose message does not tell it.
 * @throws PlimsollError for anything else.
 */
export function parseRefusal(text: string, version: Minor, namespace?: string): Refusal {
  const trimmed = text.trim();
  const place = namespace === undefined ? {} : { namespace };
  if (!trimmed.startsWith("{")) return parseMessage(trimmed, place);
  const reading = parseJson(trimmed);
  const value = "value" in reading ? reading.value : undefined;
  if (!isJsonObject(value)) {
    const events = parseLines(trimmed);
    if (events === undefined) throw usage("the audit event is no JSON");
    return parseEvents(events, version);
  }
  const { message, items } = value;
  if (value["kind"] === "Status" && typeof message === "string") return parseMessage(message, place);
  return Array.isArray(items) ? parseEvents(items, version) : parseEvents([value], version);
}
