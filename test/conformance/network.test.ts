// The judges of the network set see every kind of wrong expectation.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { network } from "./sets/network.ts";

const fixtures = join(import.meta.dirname, "fixtures", "network");
const text = readFileSync(join(fixtures, "own.json"), "utf8");

type Expectation = Record<string, { connections: object[]; rows: object[]; exceptions: object[]; pop(): object }>;
interface Case {
  readonly name: string;
  readonly expect: Expectation;
}

describe("the network set", () => {
  let folder = "";
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "plimsoll-network-"))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Messages of the cases that fail once the expectation of one of them is changed. */
  async function failures(name: string, change: (expectation: Expectation) => void): Promise<string[]> {
    const cases = JSON.parse(text) as Case[];
    for (const one of cases) if (one.name === name) change(one.expect);
    const file = join(folder, "cases.json");
    writeFileSync(file, JSON.stringify(cases));
    const messages: string[] = [];
    for await (const { id, passed, message } of network.run([file])) if (!passed) messages.push(`${id}: ${message}`);
    return messages;
  }

  it("passes as it is", async () => expect(await failures("", () => {})).toEqual([]));

  it.each<[string, string, (expectation: Expectation) => void]>([
    ["own/open", "expected TCP:;UDP:;SCTP:, was", (one) => one["matrix"]?.connections.pop()],
    ["own/shop", "expected denied", (one) => (one["denied"] = one["allowed"] as never)],
    ["own/shop", "expected allowed", (one) => (one["allowed"] = one["denied"] as never)],
    ["own/shop", "ingress controller to store/shop", (one) => one["ingressController"]?.pop()],
    ["own/shop", "egress 0.0.0.0: expected TCP:;UDP:;SCTP:", (one) => one["exposure"]?.rows.splice(-2, 1)],
    ["own/labels", "expected no row", (one) => one["exposure"]?.rows.pop()],
    [
      "own/labels",
      "was no row",
      (one) =>
        one["exposure"]?.rows.push({ workload: "a/b[Pod]", direction: "egress", peer: "c/[all pods]", conn: {} }),
    ],
    ["own/open-to-shop", "expected no change", (one) => one["diff"]?.pop()],
    [
      "own/open-to-shop",
      "no endpoint is called nowhere",
      (one) => ((one["diff"] as unknown) = [{ src: "nowhere", dst: "nowhere", old: {}, new: {} }]),
    ],
    ["own/probes", "expected allowed", (one) => one["probeMatrix"]?.exceptions.pop()],
    ["own/refused", "expected invalid-cidr", (one) => ((one["problem"] as unknown) = "invalid-cidr")],
    ["own/accepted", "nothing is expected", (one) => delete one["problem"]],
  ])("fails %s with: %s", async (name, message, change) => {
    const [first = "", ...others] = await failures(name, change);
    expect(first).toContain(`${name}: `);
    expect(first).toContain(message);
    expect(others).toEqual([]);
  });

  it("fails on a cluster whose hash is another", async () => {
    const file = join(fixtures, "random-clusters.json.gz");
    const { gunzipSync } = await import("node:zlib");
    const cases = JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as { resources: { kind: string }[] }[];
    const [first] = cases;
    if (first === undefined) throw new Error("no cases");
    first.resources = first.resources.filter(({ kind }) => kind !== "NetworkPolicy");
    const changed = join(folder, "random.json");
    writeFileSync(changed, JSON.stringify([first]));
    for await (const { passed, message } of network.run([changed])) {
      expect(passed).toBe(false);
      expect(message).toContain("connections differ from: ns-");
    }
  });
});
