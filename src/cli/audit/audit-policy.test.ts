// plimsoll audit policy, as a user runs it.
import { afterAll, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import {
  profileNames,
  type AuditPolicyCoverage,
  type AuditPolicyExplanation,
  type AuditPolicyLint,
} from "../../use-cases/audit/index.ts";

const folder = new WorkFolder();
afterAll(() => folder.remove());

function policy(text: string): string {
  return folder.write("policy.yaml", `apiVersion: audit.k8s.io/v1\nkind: Policy\n${text}`);
}

const good = `omitStages: [RequestReceived]
rules:
- level: Metadata
  resources: [{group: "", resources: [secrets, configmaps, serviceaccounts/token]}, {group: authentication.k8s.io}]
- level: RequestResponse
  resources: [{group: rbac.authorization.k8s.io}]
- level: Metadata
`;

async function lint(text: string): Promise<readonly (readonly [string, string, string | undefined])[]> {
  const { out, err } = await run(`audit policy lint ${policy(text)} -o json`);
  if (out === "") throw new Error(err);
  return (JSON.parse(out) as AuditPolicyLint).findings.map(({ id, severity, path }) => [id, severity, path]);
}

async function explain(text: string, words: string): Promise<AuditPolicyExplanation & { readonly exitCode: number }> {
  const { out, err, exitCode } = await run(`audit policy explain ${policy(text)} ${words} -o json`);
  if (out === "") throw new Error(err);
  return { ...(JSON.parse(out) as AuditPolicyExplanation), exitCode };
}

describe("audit policy lint", () => {
  it("has nothing to mend in a good policy but what it should know", async () => {
    expect(await lint(good)).toEqual([["exec-arguments-recorded", "info", "rules[2]"]]);
    expect((await run(`audit policy lint ${policy(good)}`)).exitCode).toBe(0);
  });

  it.each<[string, string, readonly [string, string, string | undefined]]>([
    [
      "a rule behind another that takes everything",
      `${good}- level: Request\n  verbs: [get]\n`,
      ["shadowed-rule", "medium", "rules[3]"],
    ],
    [
      "a rule that nothing fits",
      "rules:\n- level: Metadata\n  nonResourceURLs: [/api/v1/pods]\n- level: Metadata\n",
      ["empty-rule", "medium", "rules[0]"],
    ],
    [
      "a namespace rule that lists of the whole cluster escape",
      `rules:\n- level: RequestResponse\n  namespaces: [kube-system]\n  resources: [{group: apps, resources: [deployments]}]\n- level: Metadata\n`,
      ["cluster-wide-list-escapes", "high", "rules[0].namespaces"],
    ],
    [
      "failed logins without a rule",
      "rules:\n- level: Metadata\n  userGroups: [system:authenticated]\n",
      ["failed-logins-unrecorded", "high", undefined],
    ],
    [
      "failed logins whose only stage is omitted",
      "omitStages: [ResponseStarted]\nrules:\n- level: Metadata\n",
      ["failed-logins-unrecorded", "high", "omitStages"],
    ],
    [
      "role bindings nobody records",
      `rules:\n- level: None\n  resources: [{group: rbac.authorization.k8s.io}]\n- level: Metadata\n`,
      ["blind-to", "high", "rules[0]"],
    ],
    ["values of Secrets in the log", "rules:\n- level: Request\n", ["credentials-recorded", "high", "rules[0]"]],
    [
      "values of Secrets of some users in the log",
      `rules:\n- level: RequestResponse\n  users: [ops]\n- level: Metadata\n`,
      ["credentials-recorded", "high", "rules[0]"],
    ],
    [
      "a resource in another group",
      `rules:\n- level: Metadata\n  resources: [{group: "", resources: [deployments]}]\n- level: Metadata\n`,
      ["wrong-group", "medium", "rules[0].resources[0].resources[0]"],
    ],
    ["two events a request", "rules:\n- level: Metadata\n", ["request-received-recorded", "info", "omitStages"]],
  ])("finds %s", async (_name, text, expected) => {
    expect(await lint(text)).toContainEqual(expected);
  });

  it("exits 1 by severity, and 2 with the server's error for a policy it does not load", async () => {
    expect((await run(`audit policy lint ${policy("rules:\n- level: Request\n")}`)).exitCode).toBe(1);
    expect((await run(`audit policy lint ${policy("rules:\n- level: Request\n")} --fail-on none`)).exitCode).toBe(0);
    const { exitCode, err } = await run(`audit policy lint ${policy("rules: []\n")}`);
    expect([exitCode, err]).toEqual([2, expect.stringContaining("loaded illegal policy with 0 rules")]);
    expect((await run("audit policy lint /no/such/file")).exitCode).toBe(2);
  });

  it("reads standard input", async () => {
    const { out } = await run("audit policy lint -", { stdin: `apiVersion: audit.k8s.io/v1\nkind: Policy\n${good}` });
    expect(out).toContain("exec-arguments-recorded");
  });
});

describe("audit policy explain", () => {
  it("tells level, rule, stages and bodies, and why rules were passed over", async () => {
    const { level, rule, stages, records, passed, exitCode } = await explain(
      good,
      "--as jane create rolebindings -n shop",
    );
    expect({ level, rule, stages, records, exitCode }).toEqual({
      level: "RequestResponse",
      rule: 1,
      stages: ["ResponseComplete"],
      records: { requestBody: true, responseBody: true, user: true },
      exitCode: 0,
    });
    expect(passed.map((one) => one.rule)).toEqual([0]);
  });

  it("judges failed logins without their user, and refusals without bodies", async () => {
    const some = "rules:\n- level: Request\n  users: [jane]\n- level: Metadata\n";
    expect(await explain(some, "--as jane create pods --ending unauthenticated")).toMatchObject({
      level: "Metadata",
      rule: 1,
      stages: ["ResponseStarted"],
      records: { user: false },
    });
    expect(await explain(some, "--as jane create pods --ending forbidden")).toMatchObject({
      level: "Request",
      records: { requestBody: false },
    });
  });

  it("exits 1 where nothing is recorded", async () => {
    const some = "rules:\n- level: Metadata\n  namespaces: [kube-system]\n";
    expect(await explain(some, "--as jane list secrets -A")).toMatchObject({ level: "None", stages: [], exitCode: 1 });
    expect(await explain(some, "--as jane list secrets -n kube-system")).toMatchObject({
      level: "Metadata",
      exitCode: 0,
    });
    expect(await explain(some, "--as jane --raw GET /metrics")).toMatchObject({ level: "None", exitCode: 1 });
  });

  it("is readable", async () => {
    const { out } = await run(`audit policy explain ${policy(good)} --as jane get pods/exec web -n shop`);
    expect(out).toMatch(
      /Recorded at level Metadata: rules\[2\] takes it\.[\s\S]*Events: ResponseStarted, ResponseComplete/,
    );
  });
});

async function coverage(text: string): Promise<AuditPolicyCoverage & { readonly exitCode: number }> {
  const { out, err, exitCode } = await run(`audit policy coverage ${policy(text)} -o json`);
  if (out === "") throw new Error(err);
  return { ...(JSON.parse(out) as AuditPolicyCoverage), exitCode };
}

describe("audit policy coverage", () => {
  it("covers everything where everything is recorded with its answers", async () => {
    const { detections, questions, exitCode } = await coverage("rules:\n- level: RequestResponse\n");
    expect([...detections, ...questions].every((entry) => entry.coverage === "covered")).toBe(true);
    expect([detections.length, exitCode]).toEqual([46, 0]);
  });

  it("is blind to everything where nothing is recorded, to bodies at Metadata, to users that are left out", async () => {
    const none = await coverage("rules:\n- level: None\n");
    expect(none.exitCode).toBe(1);
    expect(none.detections.every((entry) => entry.coverage === "blind")).toBe(true);
    const metadata = (await coverage("rules:\n- level: Metadata\n")).detections;
    expect(metadata.find(({ id }) => id === "D15")).toMatchObject({
      coverage: "blind",
      gaps: [{ level: "Metadata", rule: 0 }, {}, {}, {}, {}, {}],
    });
    expect(metadata.find(({ id }) => id === "D25")?.coverage).toBe("covered");
    const some = (await coverage("rules:\n- level: None\n  users: [backup, system:kube-proxy]\n- level: Metadata\n"))
      .detections;
    expect(some.find(({ id }) => id === "D25")).toMatchObject({
      coverage: "partly",
      gaps: [{ users: ["backup", "system:kube-proxy"] }, {}],
    });
  });

  it("leaves out the cluster's own components, and needs failed logins where they count", async () => {
    const own = (await coverage("rules:\n- level: None\n  users: [system:kube-proxy]\n- level: Metadata\n")).detections;
    expect(own.find(({ id }) => id === "D25")?.coverage).toBe("covered");
    const users = await coverage(
      "rules:\n- level: RequestResponse\n  userGroups: [system:authenticated, system:unauthenticated]\n",
    );
    expect(users.questions.find(({ id }) => id === "pci 10.2.1.4")).toMatchObject({
      gaps: expect.arrayContaining([{ request: "a failed login", level: "None" }]),
    });
  });
});

describe("audit policy generate", () => {
  it.each(profileNames)("%s loads, has no rule without effect and nothing high to mend", async (profile) => {
    const { out, exitCode } = await run(`audit policy generate --profile ${profile}`);
    expect(exitCode).toBe(0);
    const file = folder.write("generated.yaml", out);
    const lintOf = await run(`audit policy lint ${file} -o json --fail-on low`);
    expect((JSON.parse(lintOf.out) as AuditPolicyLint).findings.map(({ id }) => id)).toEqual([
      "exec-arguments-recorded",
    ]);
    expect(out.split("\n").filter((line) => line.length > 120)).toEqual([]);
    // Every rule has its reason above it.
    const lines = out.split("\n");
    lines.forEach((line, at) => line.startsWith("- level:") && expect(lines[at - 1]).toMatch(/^# /));
  });

  it.each(["cis", "pci"])("%s answers every detection and question", async (profile) => {
    const file = folder.write("generated.yaml", (await run(`audit policy generate --profile ${profile}`)).out);
    expect((await run(`audit policy coverage ${file}`)).exitCode).toBe(0);
  });

  it("is data with -o json, and needs a profile", async () => {
    const { out } = await run("audit policy generate --profile hipaa -o json");
    expect(JSON.parse(out)).toMatchObject({
      kind: "GeneratedAuditPolicy",
      profile: "hipaa",
      policy: { kind: "Policy" },
    });
    expect((await run("audit policy generate")).exitCode).toBe(2);
    expect((await run("audit policy generate --profile sox")).err).toContain(
      "cis, pci, hipaa, gdpr-minimal, low-volume",
    );
  });
});
