// Differential test of the certificates engine: random signing requests, through a real API server and its controllers and by us.
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseMinor, type JsonObject, type Minor } from "../../src/core/index.ts";
import {
  answerCreate,
  answerUpdate,
  autoApprove,
  readSigningRequest,
  signRequest,
  type MayDo,
  type RequestCondition,
  type SigningRequest,
  type Subresource,
  type UpdateAnswer,
} from "../../src/engines/certificates/index.ts";
import type { UserInfo } from "../../src/kubernetes/index.ts";
import { readCertificates, signatureFault, type Certificate } from "../../src/languages/x509/index.ts";
import { parsedText, predictedText } from "../conformance/certificates/decoded-certificate.ts";
import { verifyWithNode } from "../fixtures/certificates/verify-with-node.ts";
import { impersonated, inFlight } from "./authorization/harness.ts";
import { randomFrom, type Random } from "./authorization/random.ts";
import { sortedErrors } from "./authorization/reasons.ts";
import { describeControllerManager } from "./describe-control-plane.ts";
import { startControlPlane, type ApiResponse, type ControlPlane } from "./index.ts";
import { makeKeys } from "../fixtures/certificates/build-request.ts";
import { randomRequest, type RandomRequest } from "./signing-requests/random-requests.ts";
import { deciders, rightsObjects, rightsOf } from "./signing-requests/rights.ts";

const seed = Number(process.env["PLIMSOLL_SEED"] ?? Date.now() % 1_000_000);
const count = 300;
const updates = 400;
const path = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
const signingHours = 72;

const say = (text: string): void => void process.stderr.write(`certificates: ${text}\n`);

interface Answer {
  readonly code: number;
  readonly message?: string;
}

function answerText({ code, message = "" }: Answer): string {
  return `${code} ${sortedErrors(message)}`;
}

function serverText({ status, body }: ApiResponse): string {
  const message = status < 300 ? "" : (JSON.parse(body) as { readonly message?: string }).message;
  return answerText({ code: status, message: message ?? "" });
}

function conditionsText(conditions: readonly RequestCondition[]): string {
  return JSON.stringify(
    conditions.map(({ type, status, reason = "", message = "" }) => [type, status, reason, message]),
  );
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Requests on the server, and what we think of them. */
class Requests {
  readonly plane: ControlPlane;
  readonly may: MayDo;
  readonly version: Minor;
  readonly authority: Certificate;

  constructor(plane: ControlPlane) {
    this.plane = plane;
    this.version = parseMinor(plane.apiserverVersion) ?? "1.37";
    this.may = rightsOf(this.version);
    const [authority] = readCertificates(plane.authority.certificate).certificates;
    if (authority === undefined) throw new Error("the control plane has no authority");
    this.authority = authority;
  }

  as({ username, groups = [] }: UserInfo, method: string, at: string, body: unknown): Promise<ApiResponse> {
    const some = groups.length === 0 ? {} : { "Impersonate-Group": groups as unknown as string };
    const headers = { "Impersonate-User": username, "content-type": "application/json", ...some };
    return this.plane.api.request({ method, path: at, headers, body });
  }

  async read(name: string): Promise<{ readonly object: JsonObject; readonly request: SigningRequest }> {
    const object = await this.plane.api.get<JsonObject>(`${path}/${name}`);
    const reading = readSigningRequest(object);
    if ("problems" in reading) throw new Error(JSON.stringify(reading.problems));
    return { object, request: reading.request };
  }

  create({ user, body }: RandomRequest): ReturnType<typeof answerCreate> {
    return answerCreate({
      apiVersion: "v1",
      body,
      user: impersonated(user),
      version: this.version,
      verify: verifyWithNode,
    });
  }

  update(user: UserInfo, subresource: Subresource, stored: SigningRequest, submitted: SigningRequest): UpdateAnswer {
    return answerUpdate({
      apiVersion: "v1",
      subresource,
      stored,
      submitted,
      user: impersonated(user),
      may: (attributes) => user.groups?.includes("system:masters") === true || this.may(attributes),
      version: this.version,
      verify: verifyWithNode,
      now: "2026-01-01T00:00:00Z",
    });
  }

  /** What the controllers make of a request: conditions, and a certificate. */
  foretell(request: SigningRequest, issuedAt: number): { readonly conditions: string; readonly certificate: string } {
    const approval = autoApprove(request, this.may, this.version);
    const approved = {
      ...request,
      conditions: [...request.conditions, ...(approval.approved ? [approval.condition] : [])],
    };
    const { authority, version } = this;
    const signing = signRequest(approved, { authority, version, now: issuedAt, duration: signingHours * 3600 });
    const failed = signing.outcome === "failed" ? [signing.condition] : [];
    const certificate = signing.outcome === "signed" ? predictedText(signing.certificate) : "";
    return { conditions: conditionsText([...approved.conditions, ...failed]), certificate };
  }

  /** Waits until the controllers have done what we foretell; a difference stays one. */
  async settled(name: string, before: SigningRequest): Promise<string | undefined> {
    let difference: string | undefined;
    for (let attempt = 0; attempt < 60; attempt++) {
      const { request } = await this.read(name);
      const text = Buffer.from(request.certificate ?? []).toString("latin1");
      const [issued] = readCertificates(text).certificates;
      const foretold = this.foretell(before, issued === undefined ? Date.now() : issued.notBefore + 300_000);
      const given = {
        conditions: conditionsText(request.conditions),
        certificate: issued === undefined ? "" : parsedText(issued),
      };
      const [ours, theirs] = [JSON.stringify(foretold), JSON.stringify(given)];
      const unsigned =
        issued === undefined ? undefined : signatureFault(issued, this.authority.publicKey, verifyWithNode);
      difference = ours === theirs ? unsigned : `${name}: the server has ${theirs}, we say ${ours}`;
      if (difference === undefined) return undefined;
      await sleep(250);
    }
    return difference;
  }
}

const decision = (type: string): RequestCondition => ({ type, status: "True", reason: "Test", message: "by test" });

/** What somebody submits: mostly decisions, sometimes nonsense. */
function randomSubmission(random: Random, request: SigningRequest): SigningRequest {
  const types = ["Approved", "Denied", "Failed", "Wibble", ""];
  const added = random
    .some(types, 0, 2)
    .map((type) => ({ ...decision(type), status: random.pick(["True", "True", "True", "False", ""]) }));
  const kept = random.chance(80) ? request.conditions : [];
  const twice = random.chance(5) ? added : [];
  const changed = { ...request, conditions: [...kept, ...added, ...twice] };
  if (random.chance(70)) return changed;
  const texts = ["garbage", "", "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"];
  return { ...changed, certificate: Buffer.from(random.pick(texts)) };
}

function submittedObject(object: JsonObject, { conditions, certificate }: SigningRequest): JsonObject {
  const status = {
    conditions,
    ...(certificate === undefined ? {} : { certificate: Buffer.from(certificate).toString("base64") }),
  };
  return { ...object, status } as unknown as JsonObject;
}

describeControllerManager("certificates, against the real server and signer", () => {
  let plane: ControlPlane;
  let requests: Requests;
  const created = new Map<string, SigningRequest>();

  beforeAll(async () => {
    say(`seed ${seed} (PLIMSOLL_SEED=${seed} repeats it)`);
    plane = await startControlPlane({
      controllerManager: true,
      authorizationModes: ["RBAC"],
      controllerManagerFlags: { "cluster-signing-duration": `${signingHours}h` },
    });
    await plane.api.createMany(rightsObjects);
    requests = new Requests(plane);
  });
  afterAll(() => plane?.stop());

  it(`answers ${count} new requests as the server does, and foretells approvals`, { timeout: 300_000 }, async () => {
    const random = randomFrom(seed);
    const keys = makeKeys();
    const made = Array.from({ length: count }, (_, index) => randomRequest(random, index, keys));
    const answers = await inFlight(made, ({ user, body }) => requests.as(user, "POST", path, body));
    const wrong: string[] = [];
    const codes: Record<number, number> = {};
    for (const [index, one] of made.entries()) {
      const response = answers[index];
      const ours = requests.create(one);
      if (response === undefined) continue;
      codes[response.status] = (codes[response.status] ?? 0) + 1;
      if (serverText(response) !== answerText(ours))
        wrong.push(`${JSON.stringify(one)}: the server says ${serverText(response)}, we say ${answerText(ours)}`);
      else if ("request" in ours) created.set(ours.request.metadata.name ?? "", ours.request);
    }
    const stored = await inFlight([...created], async ([name, ours]) => {
      const { request } = await requests.read(name);
      const text = ({ signerName, usages, user, expirationSeconds }: SigningRequest): string =>
        JSON.stringify([signerName, usages, user.username, user.groups, expirationSeconds]);
      return text(ours) === text(request)
        ? undefined
        : `${name}: the server has ${text(request)}, we say ${text(ours)}`;
    });
    const settle = (): Promise<readonly (string | undefined)[]> =>
      inFlight([...created], ([name, request]) => requests.settled(name, request));
    await settle();
    await sleep(1000); // nothing more may happen to those of which we foretell nothing
    const settled = await settle();
    const approved = [...created.values()].filter((one) => autoApprove(one, requests.may, requests.version).approved);
    wrong.push(...[...stored, ...settled].filter((one) => one !== undefined));
    say(
      `${count} requests, ${wrong.length} differences: ${JSON.stringify(codes)}, ${approved.length} approved by themselves`,
    );
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(approved.length).toBeGreaterThan(10);
    for (const code of [201, 403, 422]) expect(codes[code] ?? 0, String(code)).toBeGreaterThan(1);
  });

  it(`answers ${updates} updates by people of different rights as the server does`, { timeout: 300_000 }, async () => {
    const random = randomFrom(seed + 1);
    const names = [...created.keys()];
    const wrong: string[] = [];
    const codes: Record<number, number> = {};
    for (let index = 0; index < updates; index++) {
      const { object, request } = await requests.read(random.pick(names));
      const user = random.pick(deciders);
      const subresource = random.pick(["approval", "approval", "status", ""] as const);
      const submitted = randomSubmission(random, request);
      const at = `${path}/${request.metadata.name ?? ""}${subresource === "" ? "" : `/${subresource}`}?dryRun=All`;
      const response = await requests.as(user, "PUT", at, submittedObject(object, submitted));
      const ours = requests.update(user, subresource, request, submitted);
      codes[response.status] = (codes[response.status] ?? 0) + 1;
      if (serverText(response) !== answerText(ours))
        wrong.push(
          `${user.username} ${at} ${JSON.stringify(submitted.conditions)}: the server says ${serverText(response)}, we say ${answerText(ours)}`,
        );
    }
    say(`${updates} updates, ${wrong.length} differences: ${JSON.stringify(codes)}`);
    expect(wrong.slice(0, 3)).toEqual([]);
    for (const code of [200, 403, 422]) expect(codes[code] ?? 0, String(code)).toBeGreaterThan(3);
  });

  it("foretells what the signer makes of approved requests", { timeout: 300_000 }, async () => {
    const wrong: string[] = [];
    const outcomes: Record<string, number> = {};
    await inFlight([...created.keys()], async (name) => {
      const { object, request } = await requests.read(name);
      if (request.conditions.length > 0) return;
      const submitted = { ...request, conditions: [decision("Approved")] };
      const root = deciders[0] ?? { username: "root" };
      await requests.as(root, "PUT", `${path}/${name}/approval`, submittedObject(object, submitted));
      const { authority, version } = requests;
      const signing = signRequest(submitted, { authority, version, now: Date.now() });
      outcomes[signing.outcome] = (outcomes[signing.outcome] ?? 0) + 1;
      wrong.push(...[await requests.settled(name, submitted)].filter((one) => one !== undefined));
    });
    say(`${wrong.length} differences of ${JSON.stringify(outcomes)}`);
    expect(wrong.slice(0, 3)).toEqual([]);
    for (const outcome of ["signed", "failed"]) expect(outcomes[outcome] ?? 0, outcome).toBeGreaterThan(10);
  });
});
