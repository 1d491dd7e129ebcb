// plimsoll access can --call-webhooks, against a webhook over TLS that follows the SubjectAccessReview contract.
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCertificateAuthority } from "../../../test/control-plane/certificates.ts";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { answerByRules, type AccessReviewSpec } from "../../engines/authorization/index.ts";
import { clusterRole, clusterRoleBinding, componentPod } from "../../testing/index.ts";
import type { AccessCan } from "../../use-cases/access/index.ts";

interface Review {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: AccessReviewSpec & { readonly group?: readonly string[] };
}

const folder = new WorkFolder();
const reviews: Review[] = [];
let reply: (review: Review) => { readonly code?: number; readonly body: string };
let server: Server;
let files = "";
let kubeconfig = "";
let untrusted = "";

const answer = answerByRules([
  { match: { verb: "delete" }, answer: { denied: true, reason: "no deletions" } },
  { match: { group: "trusted" }, answer: { allowed: true, reason: "trusted" } },
]);

function kubeconfigText(port: number, authority: string): string {
  const cluster = {
    server: `https://127.0.0.1:${port}/authorize`,
    "certificate-authority-data": Buffer.from(authority).toString("base64"),
  };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "hook",
    clusters: [{ name: "hook", cluster }],
    contexts: [{ name: "hook", context: { cluster: "hook", user: "api" } }],
    users: [{ name: "api", user: { token: "shown-to-the-webhook" } }],
  });
}

beforeAll(async () => {
  const authority = await createCertificateAuthority(folder.file("ca"), "webhook authority");
  const other = await createCertificateAuthority(folder.file("other"), "another authority");
  const { certificate, key } = await authority.issueServer("webhook");
  server = createServer({ cert: certificate, key }, (request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const review = JSON.parse(text) as Review;
      reviews.push(review);
      const { code = 200, body } = reply(review);
      response.writeHead(code, { "content-type": "application/json" }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  kubeconfig = folder.write("hook.json", kubeconfigText(port, authority.certificate));
  untrusted = folder.write("untrusted.json", kubeconfigText(port, other.certificate));
  const items = [
    clusterRole({ metadata: { name: "all" }, rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] }),
    clusterRoleBinding({ metadata: { name: "all" }, roleRef: { name: "all" } }),
    componentPod("kube-apiserver", ["--authorization-mode=Webhook,RBAC"]),
  ];
  files = folder.write("all.json", JSON.stringify({ apiVersion: "v1", kind: "List", items }));
});
afterAll(() => {
  server.close();
  folder.remove();
});
beforeEach(() => {
  reviews.length = 0;
  reply = (review) => {
    const { group = review.spec.groups, ...spec } = review.spec;
    const given = { ...spec, ...(group === undefined ? {} : { groups: group }) };
    return { body: JSON.stringify({ ...review, status: { allowed: false, ...answer(given) } }) };
  };
});

async function can(words: string, config = kubeconfig): Promise<AccessCan & { readonly exitCode: number }> {
  const flags = `--call-webhooks --authorization-webhook-config-file ${config}`;
  const { out, err, exitCode } = await run(`access can ${words} -f ${files} --complete -o json ${flags}`);
  if (out === "") throw new Error(err);
  return { ...(JSON.parse(out) as AccessCan), exitCode };
}

describe("--call-webhooks", () => {
  it.each<[string, string, number, string]>([
    ["--as joe --as-group trusted get pods", "yes", 0, "trusted"],
    ["--as jane get pods", "yes", 0, "RBAC"],
    ["--as jane delete pods", "no", 1, "no deletions"],
    ["--as joe get pods", "no", 1, ""],
  ])("%s: %s", async (words, expected, code, reason) => {
    const { answer: given, exitCode, reason: why } = await can(words);
    expect([given, exitCode]).toEqual([expected, code]);
    expect(why).toContain(reason);
    expect(reviews).toHaveLength(1);
    expect(reviews[0]).toMatchObject({ apiVersion: "authorization.k8s.io/v1beta1", kind: "SubjectAccessReview" });
  });

  it("sends v1 where that is asked for", async () => {
    await can("--as jane get pods --authorization-webhook-version v1");
    expect(reviews[0]).toMatchObject({
      apiVersion: "authorization.k8s.io/v1",
      spec: { groups: ["system:authenticated"] },
    });
  });

  it.each<[string, { readonly code?: number; readonly body: string }]>([
    ["an error", { code: 500, body: "oops" }],
    ["junk", { body: "<html>" }],
    ["no status", { body: "{}" }],
    ["a very long answer", { body: " ".repeat(4_000_000) }],
  ])("takes %s for no opinion, and says so", async (_name, body) => {
    reply = () => body;
    const { answer: given, chain } = await can("--as jane get pods");
    expect(given).toBe("yes");
    expect(chain[0]).toMatchObject({
      authorizer: "Webhook",
      decision: "no-opinion",
      error: expect.stringMatching(/webhook/),
    });
  });

  it("trusts only the authority of the kubeconfig", async () => {
    const { chain } = await can("--as jane get pods", untrusted);
    expect(chain[0]).toMatchObject({ decision: "no-opinion", error: expect.stringMatching(/certificate|issuer/) });
    expect(reviews).toEqual([]);
  });

  it("asks nobody unless it is told to, and says what is missing", async () => {
    await run(`access can --as jane get pods -f ${files} --complete --authorization-webhook-config-file ${kubeconfig}`);
    expect(reviews).toEqual([]);
    const { exitCode, err } = await run(`access can --as jane get pods -f ${files} --complete --call-webhooks`);
    expect([exitCode, err]).toEqual([2, expect.stringContaining("--authorization-webhook-config-file")]);
  });
});
