// The terminal shows everything a reader needs, inside its width.
import { describe, expect, it } from "vitest";
import { exampleDocument } from "../../../test/fixtures/document.ts";
import { graphDocument } from "../../../test/fixtures/graph.ts";
import { exampleReport, reportWithFindings } from "../../../test/fixtures/report.ts";
import { documented, reported } from "../../../test/fixtures/reported.ts";
import { displayWidth } from "./display-width.ts";
import { wrap } from "./wrap.ts";

const text = reported("terminal", exampleReport);
const verbose = reported("terminal", exampleReport, { verbose: true });
const empty = {
  ...exampleReport,
  findings: [],
  fixFirst: [],
  coverage: [],
  problems: [],
  waivers: [],
  score: { decided: 0 },
};

describe("a report", () => {
  it("starts with what was scanned, the score and the counts", () => {
    expect(text.split("\n").slice(0, 6)).toEqual([
      "Cluster fairwind-production",
      "412 objects, 9 namespaces, 18 checks · Kubernetes 1.36 (as the server says) · as of",
      "2026-11-20T08:00:00Z · plimsoll 0.1.0",
      "",
      "Score 61.4 of 100, from the 92.3 % that could be decided",
      "Failing:  4 critical  7 high  22 medium  8 low  1 info  · 4 not decided  · 3 excused  · 7 passing",
    ]);
  });
  it("lists ten steps, each with its reason, remedy and place", () => {
    expect(text).toContain(' 1  critical  DaemonSet platform/vessel-tracker: container "agent" runs privileged\n');
    expect(text).toContain("Why first: reachable from the internet, mounts the node's filesystem, 6 pods");
    expect(text).toContain("privileged-container · platform/vessel-tracker.yaml:41:7");
    expect(text.match(/^ ?\d+ {2}(?:critical|high)/gm)).toHaveLength(10);
  });
  it("groups by owner, with counts", () =>
    expect(text).toContain('\nDeployment shop/web — 4 medium, 1 low\n  medium    container "web" may run as user 0\n'));
  it("groups by check when asked to", () => {
    const byCheck = reported("terminal", exampleReport, { groupBy: "check" });
    expect(byCheck).toContain("\nContainer may run as root (run-as-root) — 5 medium\n");
    expect(byCheck).toContain('  medium    Deployment shop/web: container "web" may run as user 0\n');
  });
  it("says what was not seen in one sentence", () =>
    expect(text).toContain(
      "Not seen: Secret, NetworkPolicy (1 namespace), component/kubelet. To let me see it: run plimsoll\n",
    ));
  it("names broken input and stale waivers with file and line", () => {
    expect(text).toContain("✗ shop/tariffs.yaml:31:5: mapping values are not allowed here");
    expect(text).toContain("expired   waivers.yaml:14: waiver of run-as-root");
  });
  it("ends with what to do next", () => expect(text).toContain("plimsoll explain privileged-container"));
  it("keeps passes, excuses and evidence for verbose", () => {
    for (const only of [
      "NetworkPolicy data/default-deny selects it",
      "excused  shipped so by kubeadm",
      "because  field",
    ]) {
      expect(text).not.toContain(only.replace("  field", ""));
    }
    expect(verbose).toContain("pass      NetworkPolicy data/default-deny selects it");
    expect(verbose).toContain("excused  shipped so by kubeadm");
    expect(verbose).toContain("because  privileged is set to true");
    expect(verbose).toContain("– component/kubelet: kubelet settings are on the nodes");
  });
  it("has neither colours nor links unless asked to", () => expect(text).not.toContain("\u001b"));
  it("colours and links when asked to", () => {
    const coloured = reported("terminal", exampleReport, { colour: true, hyperlinks: true });
    expect(coloured).toContain("\u001b[1;31m  critical\u001b[22;39m");
    expect(coloured).toContain("\u001b]8;;https://kubernetes.io/docs/concepts/security/#privileged-container\u0007");
  });
  it("never breaks a place in a file", () => {
    expect(wrap(`see ${"folder/".repeat(20)}pod.yaml:12:3 there`, 60)).toEqual([
      "see",
      `${"folder/".repeat(20)}pod.yaml:12:3`,
      "there",
    ]);
    expect(wrap("x".repeat(70), 60)).toHaveLength(2);
  });
  it.each([80, 100, 200])("keeps to %i columns", (width) => {
    const lines = reported("terminal", exampleReport, { width, verbose: true }).split("\n");
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
  });
  it("caps groups and says what is left", () => {
    const many = reported("terminal", reportWithFindings(5000));
    expect(many.split("\n").length).toBeLessThan(1000);
    expect(many).toMatch(/… and \d+ findings of \d+ owners more \(-v shows all\)/);
    expect(reported("terminal", reportWithFindings(5000), { groupBy: "check" })).toMatch(
      /… and \d+ more \(-v shows all\)/,
    );
  });
  it("says that nothing was decided, and that all was seen", () => {
    const lines = reported("terminal", empty);
    expect(lines).toContain("No score: nothing could be decided");
    expect(lines).toContain("Everything the checks read was seen.");
    expect(lines).not.toContain("Fix these first");
  });
});

describe("a document", () => {
  it("draws every block", () => {
    expect(documented("terminal", exampleDocument, { width: 80 })).toBe(
      [
        "Who can get secrets in shop",
        "",
        `── Answer ${"─".repeat(70)}`,
        "",
        "Two subjects can get secrets in namespace shop.",
        "",
        "Subjects",
        "",
        "SUBJECT                     THROUGH                                   SINCE",
        "Group all-staff             ClusterRoleBinding dashboard-viewer →     2026-01-07",
        "                            ClusterRole dashboard-viewer",
        "ServiceAccount shop/helper  RoleBinding shop/helper → Role            2025-11-30",
        "                            shop/helper",
        "",
        "  • tokens of both are mounted",
        "  • neither is used",
        "",
        "    rules:",
        '    - resources: ["*"]',
        "      verbs: [get]",
        "",
        "Group all-staff",
        "├─ anna",
        "└─ piet",
        "   └─ token of 2026-02-03",
        "",
      ].join("\n"),
    );
  });
});

describe("a graph", () => {
  it("is its edges, the alarming ones first, many as one", () =>
    expect(documented("terminal", graphDocument()).split("\n").slice(4)).toEqual([
      "  • shop/web → metadata: 80/TCP",
      "  • internet → shop/web: all ports",
      "  • shop/web, shop/cart → data/db: 5432/TCP",
      "  • data/db → API server, nodes: 6443/TCP",
      "  • shop/web, shop/cart → shop/web, shop/cart: all ports",
      "",
    ]));
  it("is bounded, and says how much more there is", () => {
    const { blocks, title } = graphDocument();
    const edges = Array.from({ length: 100 }, (_, index) => ({
      from: ["web", "cart"],
      to: ["db"],
      label: String(index),
    }));
    const many = blocks.map((block) => (block.type === "graph" ? { ...block, edges } : block));
    const lines = documented("terminal", { title, blocks: many }).trimEnd().split("\n");
    expect(lines).toHaveLength(4 + 40 + 1);
    expect(lines.at(-1)).toContain("… and 120 more connections: -o json, csv or html has them");
  });
});

describe("wrapping", () => {
  it("breaks at words, and words that are too long", () =>
    expect(wrap("ab cd efghijklm n", 5)).toEqual(["ab cd", "efghi", "jklm", "n"]));
  it("counts wide characters twice", () => expect(wrap("港口港口", 5)).toEqual(["港口", "港口"]));
  it("loses nothing", () => expect(wrap("a  b", 80)).toEqual(["a  b"]));
});
