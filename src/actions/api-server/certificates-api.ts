// CertificateSigningRequests on a real cluster: made, approved and fetched, only when a command is told to with --apply.
import { setTimeout as wait } from "node:timers/promises";
import { isJsonObject, PlimsollError, type JsonObject } from "../../core/index.ts";
import type { Connection } from "../../sources/cluster/index.ts";
import { sendChange, type ChangeAnswer } from "./send-change.ts";

const collection = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

/** How far a request is, and the certificate (PEM) once there is one. */
export interface FetchedRequest {
  readonly state: "pending" | "approved" | "denied" | "failed" | "issued";
  /** What was said at the denial or failure. */
  readonly message: string;
  readonly certificate: string | undefined;
}

function pathOf(name: string, subresource = ""): string {
  return `${collection}/${encodeURIComponent(name)}${subresource}`;
}

function refused(what: string, answer: Extract<ChangeAnswer, { ok: false }>): PlimsollError {
  const hints: Readonly<Record<number, string>> = {
    403: "ask somebody with the right; `plimsoll access explain` shows the least role for it",
    404: "the cluster must serve certificates.k8s.io/v1, as it does since 1.19",
    409: "a request of that name is there: choose another with --name",
  };
  return new PlimsollError("PLIMSOLL_APPLY", {
    message: `${what} was refused: ${answer.said}`,
    hint: hints[answer.code] ?? "mend what it says, and try again",
  });
}

/** Posts a CertificateSigningRequest. @throws PlimsollError PLIMSOLL_APPLY */
export async function createRequest(connection: Connection, object: JsonObject): Promise<void> {
  const answer = await sendChange(connection, { method: "POST", path: collection, body: object });
  if (!answer.ok) throw refused("the signing request", answer);
}

async function read(connection: Connection, name: string): Promise<JsonObject> {
  const answer = await sendChange(connection, { method: "GET", path: pathOf(name) });
  if (!answer.ok) throw refused(`reading the signing request ${name}`, answer);
  return answer.body;
}

function statusOf(object: JsonObject): JsonObject {
  const status = object["status"];
  return isJsonObject(status) ? status : {};
}

function conditionsOf(object: JsonObject): readonly JsonObject[] {
  const { conditions } = statusOf(object);
  return Array.isArray(conditions) ? (conditions as readonly unknown[]).filter(isJsonObject) : [];
}

const approval = {
  type: "Approved",
  status: "True",
  reason: "PlimsollApprove",
  message: "Approved by plimsoll csr create --approve.",
};
const attempts = 3;

/** Approves a request; one that somebody changed meanwhile is read again. @throws PlimsollError PLIMSOLL_APPLY */
export async function approveRequest(connection: Connection, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const object = await read(connection, name);
    const conditions = conditionsOf(object);
    if (conditions.some(({ type }) => type === "Approved")) return;
    const body: JsonObject = { ...object, status: { ...statusOf(object), conditions: [...conditions, approval] } };
    const answer = await sendChange(connection, { method: "PUT", path: pathOf(name, "/approval"), body });
    if (answer.ok) return;
    if (answer.code !== 409 || attempt >= attempts) throw refused(`approving ${name}`, answer);
  }
}

function stateOf(object: JsonObject): FetchedRequest {
  const conditions = conditionsOf(object);
  const of = (wanted: string): JsonObject | undefined => conditions.find(({ type }) => type === wanted);
  const message = of("Denied")?.["message"] ?? of("Failed")?.["message"];
  const { certificate } = statusOf(object);
  const text = typeof message === "string" ? message : "";
  const none = { message: text, certificate: undefined };
  if (of("Denied") !== undefined) return { state: "denied", ...none };
  if (typeof certificate === "string" && certificate !== "")
    return { state: "issued", message: "", certificate: Buffer.from(certificate, "base64").toString("utf8") };
  if (of("Failed") !== undefined) return { state: "failed", ...none };
  return { state: of("Approved") === undefined ? "pending" : "approved", ...none };
}

const pollEvery = 500;

/** Waits until the request is issued, denied or failed, or `seconds` are over. @throws PlimsollError PLIMSOLL_APPLY */
export async function awaitCertificate(connection: Connection, name: string, seconds: number): Promise<FetchedRequest> {
  const tries = Math.max(1, Math.ceil((seconds * 1000) / pollEvery));
  for (let turn = 1; ; turn++) {
    const fetched = stateOf(await read(connection, name));
    const isOpen = fetched.state === "pending" || fetched.state === "approved";
    if (!isOpen || turn >= tries) return fetched;
    await wait(pollEvery);
  }
}
