// plimsoll csr review: approve or deny, on requests by keys made for the run.
import { afterAll, describe, expect, it } from "vitest";
import { makeKey, pem } from "../../../test/fixtures/certificates/build-request.ts";
import { run, WorkFolder, type Run } from "../../../test/fixtures/command-line.ts";
import { requestBody, requestText } from "../../../test/fixtures/signing-requests.ts";
import { clusterRole, clusterRoleBinding } from "../../testing/index.ts";
import type { CsrList, CsrReview } from "../../use-cases/csr/index.ts";

const folder = new WorkFolder();
afterAll(() => folder.remove());

const user = (name: string): object => ({ kind: "User", name });
const bound = (role: string, name: string): object =>
  clusterRoleBinding({ metadata: { name: `${role}-${name}` }, roleRef: { name: role }, subjects: [user(name)] });

const certificates = "certificates.k8s.io";
const world = [
  clusterRole({ metadata: { name: "cluster-admin" }, rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] }),
  clusterRole({ metadata: { name: "spy" }, rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }] }),
  clusterRole({
    metadata: { name: "mask" },
    rules: [{ apiGroups: [""], resources: ["users", "groups"], verbs: ["impersonate"] }],
  }),
  clusterRole({
    metadata: { name: "approver" },
    rules: [
      { apiGroups: [certificates], resources: ["certificatesigningrequests/approval"], verbs: ["update"] },
      { apiGroups: [certificates], resources: ["signers"], resourceNames: ["kubernetes.io/*"], verbs: ["approve"] },
    ],
  }),
  clusterRole({
    metadata: { name: "half-approver" },
    rules: [{ apiGroups: [certificates], resources: ["certificatesigningrequests/approval"], verbs: ["*"] }],
  }),
  clusterRole({
    metadata: { name: "joiner" },
    rules: [{ apiGroups: [certificates], resources: ["certificatesigningrequests/nodeclient"], verbs: ["create"] }],
  }),
  bound("cluster-admin", "root"),
  bound("cluster-admin", "boss"),
  bound("spy", "sam"),
  bound("mask", "mona"),
  bound("approver", "ann"),
  bound("half-approver", "hal"),
  bound("joiner", "system:bootstrap:abc123"),
  {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "quay-1" },
    status: {
      addresses: [
        { type: "InternalIP", address: "10.0.0.7" },
        { type: "Hostname", address: "quay-1" },
      ],
    },
  },
];
const cluster = folder.write("world.json", JSON.stringify({ apiVersion: "v1", kind: "List", items: world }));
const here = ["-f", cluster, "--complete", "--authorization-mode", "Node,RBAC", "-o", "json"];

async function review(argument: string, ...more: readonly string[]): Promise<CsrReview & Run> {
  const result = await run(["csr", "review", argument, ...here, ...more]);
  if (result.out === "") throw new Error(result.err);
  return { ...(JSON.parse(result.out) as CsrReview), ...result };
}

const asFile = (object: object): string => folder.write("request.json", JSON.stringify(object));
const self = { username: "jane", groups: ["dev", "system:authenticated"] };
const node = { user: "system:node:quay-1", groups: ["system:nodes"] };
const nodeSpec = {
  usages: ["digital signature", "client auth"],
  signerName: "kubernetes.io/kube-apiserver-client-kubelet",
};
const serving = { usages: ["digital signature", "server auth"], signerName: "kubernetes.io/kubelet-serving" };
const ip = (...bytes: readonly number[]): readonly [number, Buffer] => [7, Buffer.from(bytes)];
const nodeUser = { username: "system:node:quay-1", groups: ["system:nodes", "system:authenticated"] };

describe("csr review", () => {
  it.each<[string, object, CsrReview["verdict"], RegExp]>([
    ["its own name", requestBody({ user: "jane", groups: ["dev"] }, self), "approve", /its own name and groups/],
    ["another name", requestBody({ user: "pia" }, self), "doubtful", /not its own, which gain it no right/],
    ["a name that can read Secrets", requestBody({ user: "sam" }, self), "doubtful", /would gain rights/],
    ["what one may impersonate", requestBody({ user: "pia" }, { username: "mona" }), "approve", /may impersonate/],
    ["its own name in another group", requestBody({ user: "jane", groups: ["ops"] }, self), "doubtful", /not its own/],
    [
      "masters, stored before anybody minded",
      requestBody(
        { user: "jane", groups: ["system:masters"] },
        self,
        { signerName: "kubernetes.io/legacy-unknown" },
        { metadata: { creationTimestamp: "2026-11-23T11:00:00Z" } },
      ),
      "deny",
      /cluster-admin[\s\S]*would gain rights/,
    ],
    ["a cluster-admin", requestBody({ user: "boss" }, self), "deny", /would be cluster-admin/],
    ["a cluster-admin, by another", requestBody({ user: "boss" }, { username: "root" }), "doubtful", /cluster-admin/],
    [
      "system:masters",
      requestBody({ user: "eve", groups: ["system:masters"] }, self),
      "deny",
      /do everything|is not allowed/,
    ],
    ["kubeadm's admins", requestBody({ user: "e", groups: ["kubeadm:cluster-admins"] }, self), "deny", /everything/],
    ["a component", requestBody({ user: "system:kube-scheduler" }, self), "deny", /Kubernetes' own/],
    ["a node by the wrong signer", requestBody(node, self), "deny", /not for nodes/],
    [
      "a service account",
      requestBody({ user: "system:serviceaccount:shop:web" }, { username: "mona" }),
      "doubtful",
      /goes on working/,
    ],
    ["no name", requestBody({ user: "" }, self), "deny", /no common name/],
    ["a weak key", requestBody({ user: "jane", key: makeKey("RSA 1024") }, self), "deny", /weak: RSA 1024/],
    [
      "a usage the signer refuses",
      requestBody({ user: "jane" }, self, { usages: ["server auth"] }),
      "deny",
      /will not sign/,
    ],
    [
      "somebody else's signer",
      requestBody({ user: "jane" }, self, { signerName: "example.com/s" }),
      "doubtful",
      /not known here/,
    ],
    ["nobody known", requestBody({ user: "jane" }, undefined), "doubtful", /not said who asks/],
    [
      "a request that was denied",
      requestBody({ user: "jane" }, self, {}, { status: { conditions: [{ type: "Denied", status: "True" }] } }),
      "deny",
      /denied already/,
    ],
    [
      "a new node",
      requestBody({ ...node, user: "system:node:new" }, { username: "system:bootstrap:abc123" }, nodeSpec),
      "approve",
      /the controller approves it/,
    ],
    [
      "a node that is there, by a bootstrap token",
      requestBody(node, { username: "system:bootstrap:abc123" }, nodeSpec),
      "doubtful",
      /is a node that exists/,
    ],
    ["a node without the right", requestBody(node, self, nodeSpec), "doubtful", /no right to have it approved/],
    [
      "a kubelet's own address",
      requestBody({ ...node, names: [[2, "Quay-1"], ip(10, 0, 0, 7)] }, nodeUser, serving),
      "approve",
      /are addresses of quay-1/,
    ],
    [
      "an address of something else",
      requestBody({ ...node, names: [ip(10, 96, 0, 1)] }, nodeUser, serving),
      "deny",
      /10\.96\.0\.1 is no address of quay-1/,
    ],
    [
      "another node's serving certificate",
      requestBody({ ...node, names: [ip(10, 0, 0, 7)] }, { username: "system:node:quay-2" }, serving),
      "deny",
      /asks for a serving certificate/,
    ],
  ])("judges a request for %s", async (_name, object, verdict, reason) => {
    const { exitCode, reasons, ...answer } = await review(asFile(object));
    expect([answer.verdict, exitCode]).toEqual([verdict, verdict === "approve" ? 0 : 1]);
    expect(reasons.map(({ text }) => text).join("\n")).toMatch(reason);
  });

  it("gives a request of v1beta1 the signer the server gives it", async () => {
    const spec = { signerName: undefined, usages: ["digital signature", "key encipherment", "client auth"] };
    const asked = requestBody({ ...node, user: "system:node:new" }, { username: "system:bootstrap:abc123" }, spec);
    const object = { ...asked, apiVersion: "certificates.k8s.io/v1beta1" };
    const { request, verdict } = await review(asFile(object), "--kubernetes-version", "1.21");
    expect([request.signerName, verdict]).toEqual([nodeSpec.signerName, "approve"]);
  });

  it("names those who could approve it by themselves: both rights are needed", async () => {
    const { approvers } = await review(asFile(requestBody({ user: "jane" }, self)));
    expect(approvers).toEqual(["Group system:masters", "User ann", "User boss", "User root"]);
  });

  it("tells the certificate that would result", async () => {
    const { request } = await review(
      asFile(requestBody({ user: "jane", groups: ["dev"] }, self)),
      "--as-of",
      "2026-11-23",
    );
    expect(request.signer).toEqual({
      outcome: "signed",
      certificate: {
        subject: "O=dev, CN=jane",
        notBefore: "2026-11-22T23:55:00Z",
        notAfter: "2026-11-23T23:55:00Z",
        usages: ["digital signature", "client auth"],
        names: { dns: [], ips: [], emails: [], uris: [] },
      },
    });
  });

  it("takes bare PKCS#10 from a file or standard input, for a signer and a requestor that are told", async () => {
    const text = requestText({ user: "jane" });
    const fromFile = await review(folder.write("jane.csr", text), "--as", "jane");
    expect([fromFile.verdict, fromFile.request.signerName]).toEqual(["approve", "kubernetes.io/kube-apiserver-client"]);
    const fromInput = await run(["csr", "review", "-", "--signer", "example.com/s", ...here], { stdin: text });
    expect(fromInput.exitCode).toBe(1);
  });

  it("reviews a request of the input by its name, and lists it with what becomes of it", async () => {
    const items = [
      ...world,
      requestBody(
        { user: "jane", groups: ["dev"] },
        self,
        {},
        { metadata: { creationTimestamp: "2026-11-23T11:00:00Z" } },
      ),
    ];
    const file = folder.write("all.json", JSON.stringify({ apiVersion: "v1", kind: "List", items }));
    const { exitCode } = await run(["csr", "review", "req", "-f", file, "--complete"]);
    expect(exitCode).toBe(0);
    const { out } = await run(["csr", "list", "-f", file, "--complete"], { columns: 200 });
    expect(out).toMatch(/req +pending 1h +.*jane in dev/);
    expect(out.replaceAll(/\s+/g, " ")).toContain("2026-11-24T11:00:00Z");
    expect((await run(["csr", "review", "reqq", "-f", file])).err).toMatch(/no signing request "reqq"[\s\S]*"req"/);
  });

  it("lists what cannot be read as such, beside the rest", async () => {
    const named = (name: string, spec: object): object =>
      requestBody({ user: "jane" }, self, spec, { metadata: { name } });
    const junk = (text: string): object => ({ request: Buffer.from(text).toString("base64") });
    const items = [
      named("good", {}),
      named("junk", junk("junk")),
      named("odd", { request: "%%%" }),
      named("none", { request: "" }),
    ];
    const file = folder.write("odd.json", JSON.stringify({ apiVersion: "v1", kind: "List", items }));
    const { out, exitCode } = await run(["csr", "list", "-f", file, "--complete", "-o", "json"]);
    const { requests, problems } = JSON.parse(out) as CsrList;
    expect(exitCode).toBe(0);
    expect([...requests.map(({ name }) => name), ...problems.map(({ name }) => name)].sort()).toEqual([
      "good",
      "junk",
      "none",
      "odd",
    ]);
    expect(problems.map(({ problem }) => problem).join()).toMatch(/holds no certificate request/);
    expect(out).not.toContain("anVuaw");
  });

  it("does not approve where it was not seen what the holder may do", async () => {
    const { verdict, reasons } = JSON.parse(
      (await run(["csr", "review", asFile(requestBody({ user: "jane" }, self)), "-f", cluster, "-o", "json"])).out,
    ) as CsrReview;
    expect([verdict, reasons.map(({ text }) => text)]).toEqual([
      "doubtful",
      expect.arrayContaining([expect.stringContaining("not all was seen")]),
    ]);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ["a private key", pem("PRIVATE KEY", Buffer.from("MC4CAQAwBQYDK2VwBCIEIA")), /holds a private key/],
    ["PEM of something else", pem("CERTIFICATE", Buffer.from("x")), /holds no request/],
    ["a request that is cut off", requestText({ user: "jane" }).slice(0, 200), /holds no request/],
    [
      "junk in the request",
      pem("CERTIFICATE REQUEST", Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff])),
      /holds no request/,
    ],
    ["deeply nested DER", pem("CERTIFICATE REQUEST", Buffer.alloc(200_000, 0x30)), /holds no request/],
    ["another object", JSON.stringify({ apiVersion: "v1", kind: "Pod" }), /holds no CertificateSigningRequest/],
    [
      "wrong types",
      JSON.stringify({ kind: "CertificateSigningRequest", spec: { request: 7, usages: "x" } }),
      /request/,
    ],
    ["bytes", new Uint8Array([0, 255, 254, 7]), /.+/],
    ["nothing", "", /holds no/],
    ["too much", "x".repeat(3 * 1024 * 1024), /too large/],
  ])("refuses %s, with a reason", async (_name, content, message) => {
    const { exitCode, out, err } = await run(["csr", "review", folder.write("bad", content), ...here]);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at |PLIMSOLL_INTERNAL/);
  });

  it("judges an object whose request is junk, and shows nothing a terminal would obey", async () => {
    const object = requestBody({ user: "\u001B[2Jjane" }, { username: "\u001B]0;x\u0007" });
    const { out } = await run(["csr", "review", asFile(object), "-f", cluster, "--complete"]);
    expect(out).not.toMatch(/[\u001B\u0007]/);
    const junk = requestBody({ user: "jane" }, self, { request: Buffer.from("junk").toString("base64") });
    expect((await review(asFile(junk))).verdict).toBe("deny");
  });
});
