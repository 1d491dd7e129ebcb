// What is sent to the certificates API, and what is made of its answers, by a server of the test.
import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Connection } from "../../sources/cluster/index.ts";
import { approveRequest, awaitCertificate, createRequest } from "./index.ts";

type Answer = readonly [status: number, body: unknown];

const collection = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
let server: Server | undefined;
const agent = new Agent({ keepAlive: true });

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Serves the answers one after another, the last one for ever; remembers what was asked. */
async function serve(
  ...answers: readonly Answer[]
): Promise<{ connection: Connection; log: string[]; bodies: unknown[] }> {
  const [log, bodies]: [string[], unknown[]] = [[], []];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const [status, body] = answers[Math.min(log.length, answers.length - 1)] ?? [500, {}];
    log.push(`${request.method} ${request.url} ${String(request.headers.authorization)}`);
    if (text !== "") bodies.push(JSON.parse(text));
    response.writeHead(status, { "content-type": "application/json" });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
  const made = createServer((request, response) => void handle(request, response));
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  const { port } = made.address() as AddressInfo;
  const connection = {
    server: `http://127.0.0.1:${port}`,
    agent,
    headers: { Authorization: "Bearer t", "Accept-Encoding": "gzip" },
    auth: undefined,
    anonymous: false,
    certificateEnds: undefined,
  };
  return { connection, log, bodies };
}

const request = (conditions: readonly object[] = [], certificate?: string): object => ({
  metadata: { name: "jane", resourceVersion: "7" },
  spec: { signerName: "s/x" },
  status: { conditions, ...(certificate === undefined ? {} : { certificate: btoa(certificate) }) },
});
const condition = (type: string, message = ""): object => ({ type, status: "True", message });

describe("createRequest", () => {
  it("posts the object with the credentials", async () => {
    const { connection, log, bodies } = await serve([201, request()]);
    await createRequest(connection, { kind: "CertificateSigningRequest" });
    expect([log, bodies]).toEqual([[`POST ${collection} Bearer t`], [{ kind: "CertificateSigningRequest" }]]);
  });

  it.each<[number, unknown, RegExp]>([
    [403, { kind: "Status", message: 'users "x" is forbidden' }, /refused: users "x" is forbidden/],
    [409, { kind: "Status", message: "already exists" }, /already exists/],
    [500, "<html>", /HTTP status 500/],
    [302, "", /HTTP status 302/],
    [200, "not JSON", /not JSON/],
    [200, "[1]", /not JSON/],
    [200, `{"a":"${"x".repeat(9 * 1024 * 1024)}"}`, /too large/],
  ])("tells a refusal (%s)", async (status, body, message) => {
    const { connection } = await serve([status, body]);
    const refused = expect(createRequest(connection, {})).rejects;
    await refused.toThrow(expect.objectContaining({ code: "PLIMSOLL_APPLY", message: expect.stringMatching(message) }));
  });
});

describe("approveRequest", () => {
  it("adds its condition to those that are there, through the approval subresource", async () => {
    const { connection, log, bodies } = await serve([200, request([condition("Other")])], [200, request()]);
    await approveRequest(connection, "jane");
    expect(log.map((line) => line.replace(" Bearer t", ""))).toEqual([
      `GET ${collection}/jane`,
      `PUT ${collection}/jane/approval`,
    ]);
    expect(bodies).toMatchObject([
      {
        metadata: { resourceVersion: "7" },
        status: { conditions: [{ type: "Other" }, { type: "Approved", status: "True" }] },
      },
    ]);
  });

  it("reads again after a conflict, but not for ever", async () => {
    const conflict: Answer = [409, { message: "the object has been modified" }];
    const { connection, log } = await serve([200, request()], conflict, [200, request()], [200, request()]);
    await approveRequest(connection, "jane");
    expect(log).toHaveLength(4);
    server?.close();
    const again = await serve([200, request()], conflict, [200, request()], conflict, [200, request()], conflict);
    await expect(approveRequest(again.connection, "jane")).rejects.toThrow(/has been modified/);
    expect(again.log).toHaveLength(6);
  });

  it("leaves a request alone that is approved", async () => {
    const { connection, log } = await serve([200, request([condition("Approved")])]);
    await approveRequest(connection, "jane");
    expect(log).toHaveLength(1);
  });

  it("keeps names within their path", async () => {
    const { connection, log } = await serve([404, {}]);
    await expect(approveRequest(connection, "../../pods?x")).rejects.toThrow(/refused/);
    expect(log).toEqual([`GET ${collection}/..%2F..%2Fpods%3Fx Bearer t`]);
  });
});

describe("awaitCertificate", () => {
  it.each<[string, readonly Answer[], object]>([
    [
      "issued",
      [
        [200, request()],
        [200, request([condition("Approved")], "PEM")],
      ],
      { state: "issued", certificate: "PEM" },
    ],
    ["denied", [[200, request([condition("Denied", "no")])]], { state: "denied", message: "no" }],
    [
      "failed",
      [[200, request([condition("Approved"), condition("Failed", "usages")])]],
      { state: "failed", message: "usages" },
    ],
    [
      "junk",
      [[200, { status: { conditions: [7, null], certificate: 7 } }]],
      { state: "pending", certificate: undefined },
    ],
    ["pending", [[200, request()]], { state: "pending" }],
    ["approved", [[200, request([condition("Approved")])]], { state: "approved" }],
  ])("tells what became of it: %s", async (_name, answers, expected) => {
    const { connection } = await serve(...answers);
    expect(await awaitCertificate(connection, "jane", 1)).toMatchObject(expected);
  });
});
