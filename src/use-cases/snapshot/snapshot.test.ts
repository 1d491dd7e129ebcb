// What is told of a snapshot, and of two.
import { describe, expect, it } from "vitest";
import type { Block } from "../../core/index.ts";
import type { ClusterModel } from "../../model/index.ts";
import { modelOf } from "../../testing/index.ts";
import { diffSnapshots, saveSnapshot, showSnapshot, type ObjectChange } from "./index.ts";

const account = (name: string, fields: object = {}, version = "v1"): object => ({
  apiVersion: version,
  kind: "ServiceAccount",
  metadata: { name, namespace: "shop" },
  ...fields,
});
const deployment = (containers: readonly object[], apiVersion = "apps/v1"): object => ({
  apiVersion,
  kind: "Deployment",
  metadata: { name: "web", namespace: "shop" },
  spec: { template: { spec: { containers } } },
});

function textOf(blocks: readonly Block[]): string {
  return JSON.stringify(blocks);
}

describe("showSnapshot", () => {
  const model: ClusterModel = {
    ...modelOf([account("a"), account("b")], { missing: ["secrets"], partial: { pods: ["shop"] } }),
    otherKinds: [{ apiVersion: "example.com/v1", kind: "Boat", count: 3 }],
  };

  it("counts by kind, and says what was not seen and why", () => {
    const { data } = showSnapshot(model);
    expect(data).toMatchObject({ kind: "SnapshotContent", objects: 2, version: "1.36", asOf: model.asOf, problems: 0 });
    const kindOf = (part: string): unknown => data.kinds.find((kind) => kind.part === part);
    expect(kindOf("serviceaccounts")).toEqual({
      part: "serviceaccounts",
      kind: "ServiceAccount",
      status: "collected",
      objects: 2,
    });
    expect(kindOf("secrets")).toMatchObject({
      status: "not-collected",
      objects: 0,
      gap: { reason: "the list was refused" },
    });
    expect(kindOf("pods")).toMatchObject({ status: "partial", gap: { namespaces: ["shop"] } });
  });

  it("draws the counts, what is only counted, and the gaps", () => {
    const { document } = showSnapshot(model);
    expect(document.blocks).toContainEqual({
      type: "table",
      columns: ["Kind", "Objects", "Seen"],
      rows: [
        [{ text: "pods" }, { text: "0" }, { text: "in part", tone: "warning" }],
        [{ text: "serviceaccounts" }, { text: "2" }, { text: "all", tone: "good" }],
      ],
    });
    expect(textOf(document.blocks)).toContain("Boat (example.com/v1)");
    expect(textOf(document.blocks)).toContain("pods in shop, secrets");
  });

  it("of a whole cluster tells no gaps", () => {
    expect(textOf(showSnapshot(modelOf([])).document.blocks)).not.toContain("Not seen");
  });
});

describe("saveSnapshot", () => {
  it("writes the lines and tells where and how much", async () => {
    const written: string[] = [];
    const write = async (file: string, lines: Iterable<string>): Promise<number> => {
      written.push(file, ...lines);
      return 2048;
    };
    const { data, document } = await saveSnapshot(modelOf([account("a")]), "shop.snapshot", write);
    expect(written[0]).toBe("shop.snapshot");
    expect(written).toHaveLength(3);
    expect(data).toMatchObject({ kind: "SavedSnapshot", file: "shop.snapshot", bytes: 2048, objects: 1 });
    expect(textOf(document.blocks)).toContain("Saved to shop.snapshot, 2 KiB");
  });
});

describe("diffSnapshots", () => {
  const changes = (before: readonly object[], after: readonly object[]): readonly ObjectChange[] =>
    diffSnapshots(modelOf(before), modelOf(after)).data.kinds.flatMap((kind) => kind.changes);

  it("of equal models is equal, whatever their order, uid and age", () => {
    const { data, document } = diffSnapshots(
      modelOf([
        account("a", {
          metadata: { name: "a", namespace: "shop", uid: "1", creationTimestamp: "2026-01-01T00:00:00Z" },
        }),
        account("b"),
      ]),
      modelOf([account("b"), account("a", { metadata: { name: "a", namespace: "shop", uid: "2" } })]),
    );
    expect(data).toMatchObject({ equal: true, kinds: [] });
    expect(textOf(document.blocks)).toContain("No object differs.");
  });

  it("tells what came and went", () => {
    expect(changes([account("old"), account("same")], [account("new"), account("same")])).toMatchObject([
      { change: "added", object: { name: "new" } },
      { change: "removed", object: { name: "old" } },
    ]);
  });

  it.each<[string, object, object, object[]]>([
    [
      "a changed value",
      account("a", { automountServiceAccountToken: true }),
      account("a", { automountServiceAccountToken: false }),
      [{ path: "automountServiceAccountToken", before: "true", after: "false" }],
    ],
    [
      "a field that came",
      account("a"),
      account("a", { automountServiceAccountToken: false }),
      [{ path: "automountServiceAccountToken", after: "false" }],
    ],
    [
      "a field that went",
      account("a", { automountServiceAccountToken: false }),
      account("a"),
      [{ path: "automountServiceAccountToken", before: "false" }],
    ],
    [
      "a key that is no word",
      account("a"),
      account("a", { metadata: { name: "a", namespace: "shop", labels: { "a.b/c": "d" } } }),
      [{ path: "metadata.labels", after: '{"a.b/c":"d"}' }],
    ],
    [
      "a container, by its name, though another came before it",
      deployment([{ name: "web", image: "web:1" }]),
      deployment([{ name: "proxy" }, { name: "web", image: "web:2" }]),
      [
        { path: "spec.template.spec.containers[web].image", before: '"web:1"', after: '"web:2"' },
        { path: "spec.template.spec.containers[proxy]", after: '{"name":"proxy"}' },
      ],
    ],
    [
      "items without names, by their place",
      deployment([{ name: "web", command: ["a", "b"] }]),
      deployment([{ name: "web", command: ["a", "c", "d"] }]),
      [
        { path: "spec.template.spec.containers[web].command[1]", before: '"b"', after: '"c"' },
        { path: "spec.template.spec.containers[web].command[2]", after: '"d"' },
      ],
    ],
    [
      "the served version",
      deployment([], "extensions/v1beta1"),
      deployment([]),
      [{ path: "apiVersion", before: '"extensions/v1beta1"', after: '"apps/v1"' }],
    ],
  ])("tells %s", (_, before, after, fields) => {
    expect(changes([before], [after])).toEqual([expect.objectContaining({ change: "changed", fields })]);
  });

  it("is bounded, and says how much is left out", () => {
    const many = Array.from({ length: 300 }, (_, index) => account(`a-${index}`));
    const labels = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`label-${index}`, "x".repeat(500)]));
    const { data, document } = diffSnapshots(
      modelOf([account("big", { metadata: { name: "big", namespace: "shop", labels: {} } })]),
      modelOf([...many, account("big", { metadata: { name: "big", namespace: "shop", labels } })]),
    );
    const [kind] = data.kinds;
    expect(kind).toMatchObject({ added: 300, changed: 1 });
    expect(kind?.changes).toHaveLength(200);
    expect(textOf(document.blocks)).toContain("… and 101 more");
    const other = diffSnapshots(
      modelOf([account("big", { metadata: { name: "big", namespace: "shop", labels: {} } })]),
      modelOf([account("big", { metadata: { name: "big", namespace: "shop", labels } })]),
    );
    const fields = other.data.kinds[0]?.changes[0]?.fields ?? [];
    expect(fields).toHaveLength(20);
    expect(Math.max(...fields.map(({ after = "" }) => after.length))).toBe(201);
  });

  it("warns where one side was not all seen", () => {
    const { data, document } = diffSnapshots(modelOf([], { missing: ["serviceaccounts"] }), modelOf([account("a")]));
    expect(data.kinds[0]).toMatchObject({ added: 1, caution: "not all seen before: the list was refused" });
    expect(textOf(document.blocks)).toContain("not all seen before");
  });
});
