// What the parts of a reading say of Lists and dumps, and where objects are found again.
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dumpOf, livePod, ManifestFolder, objectsOf, podText } from "../../../test/fixtures/manifest-folder.ts";

let folder: ManifestFolder;

beforeEach(() => {
  folder = new ManifestFolder();
});
afterEach(() => {
  folder.remove();
});

describe("parts", () => {
  it("of loose manifests are given", async () => {
    const reading = await folder.scan({ "a.yaml": podText("a") });
    expect(reading.parts.get("pods")?.status).toBe("given");
    expect(reading.others).toEqual({
      status: "given",
      gap: {
        reason: "only the given files were read",
        remedy: "scan the cluster, a snapshot or a dump of it, or say --complete if the files hold everything there is",
      },
    });
    expect([reading.version, reading.capturedAt]).toEqual([undefined, undefined]);
  });

  it("are all collected when the caller says the files are complete", async () => {
    const reading = await folder.scan({ "a.yaml": podText("a") }, { complete: true });
    expect(new Set([...reading.parts.values()].map(({ status }) => status))).toEqual(new Set(["collected"]));
    expect(reading.parts.get("networkpolicies.networking.k8s.io")?.objects).toEqual([]);
  });

  it.each([
    ["kubectl's List", dumpOf([livePod("a")]), "collected"],
    ["a List without metadata, of objects with uid", dumpOf([livePod("a")], {}), "collected"],
    [
      "a PodList of the API, items without kind",
      { apiVersion: "v1", kind: "PodList", metadata: { resourceVersion: "7" }, items: [{ metadata: { name: "a" } }] },
      "collected",
    ],
    [
      "an empty PodList",
      { apiVersion: "v1", kind: "PodList", metadata: { resourceVersion: "7" }, items: [] },
      "collected",
    ],
    ["one page of a list", dumpOf([livePod("a")], { resourceVersion: "7", continue: "abc" }), "given"],
    ["a List written by hand", dumpOf([{ ...livePod("a"), metadata: { name: "a" } }], {}), "given"],
    ["a dump with a broken pod", dumpOf([livePod("a"), { ...livePod("b"), spec: 1 }]), "partial"],
    ["a dump with an item that is nothing", dumpOf([livePod("a"), 7]), "partial"],
  ])("of %s", async (_name, list, status) => {
    const json = await folder.scan({ "a.json": JSON.stringify(list) });
    expect(json.parts.get("pods")?.status).toBe(status);
    const yaml = await folder.scan({ "a.json": `# YAML\n${JSON.stringify(list)}` });
    expect(yaml.parts.get("pods")).toEqual(json.parts.get("pods"));
    expect(folder.problemsOf(yaml).length).toBe(folder.problemsOf(json).length);
  });

  it("of a dump that is cut off are partial, with the whole items kept", async () => {
    const text = JSON.stringify(dumpOf([livePod("a"), livePod("b"), livePod("c")]));
    const reading = await folder.scan({ "a.json": text.slice(0, text.indexOf('"u-c"')) });
    expect(objectsOf(reading)).toEqual(["Pod default/a", "Pod default/b"]);
    expect(reading.parts.get("pods")?.status).toBe("partial");
    expect(folder.problemsOf(reading)).toEqual([`a.json:1:${text.indexOf('"u-c"') + 1} the text ends inside a value`]);
  });

  it("of a large YAML dump are read item by item, to the same end", async () => {
    const items = Array.from(
      { length: 2000 },
      (_, index) =>
        `- apiVersion: v1\n  kind: Pod\n  metadata:\n    annotations:\n      a: |\n        - text\n    name: p${index}\n    uid: u${index}\n${"  # padding padding padding\n".repeat(4)}`,
    );
    const dump = `apiVersion: v1\nitems:\n${items.join("")}kind: List\nmetadata:\n  resourceVersion: ""\n`;
    const reading = await folder.scan({ "a.yaml": dump.replace("name: p7\n", "name: 7\n") });
    expect(reading.parts.get("pods")).toMatchObject({ status: "partial" });
    expect(reading.parts.get("pods")?.objects.length).toBe(1999);
    expect(folder.problemsOf(reading)).toEqual([
      "a.yaml:93:5 Pod without a name: metadata.name must be text, not a number",
    ]);
    expect(folder.placeOf(reading, "pods", 1998, "metadata.uid")).toBe(`a.yaml:${3 + 1999 * 12 + 7}:5`);
  });
});

describe("locate", () => {
  it("finds fields in files of every form", async () => {
    const dump = JSON.stringify(dumpOf([livePod("x"), livePod("é"), livePod("y")]));
    const images = [...dump.matchAll(/"image"/g)].map(({ index }) => `c.json:1:${index + 1}`);
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${podText("b").replaceAll("\n", "\n  ").trim()}\n`;
    const reading = await folder.scan({
      "a.yaml": `# é\n${podText("é".repeat(3))}---\n${podText("a")}`,
      "b.yaml.gz": gzipSync(list),
      "c.json": dump,
      "d.json": JSON.stringify(dumpOf([livePod("z")]), undefined, 2),
    });
    const image = "spec.containers[0].image";
    expect([0, 1, 2, 3, 4, 5, 6].map((index) => folder.placeOf(reading, "pods", index, image))).toEqual([
      "a.yaml:9:5",
      "a.yaml:18:5",
      "b.yaml.gz:11:7",
      ...images,
      "d.json:15:13",
    ]);
    expect(folder.placeOf(reading, "pods", 1)).toBe("a.yaml:11:1");
    expect(folder.placeOf(reading, "pods", 1, "spec.hostNetwork")).toBe("a.yaml:15:1");
  });

  it("places the findings of a large object at its beginning once it has read much of it again", async () => {
    const large = podText("a").replace("metadata:", `metadata:\n  annotations: { a: ${"x".repeat(2 ** 18)} }`);
    const reading = await folder.scan({ "a.yaml": `# one\n${large}---\n${podText("b")}` });
    const places = Array.from({ length: 160 }, (_, turn) =>
      folder.placeOf(reading, "pods", turn % 2, "spec.containers[0].image"),
    );
    expect(places.slice(0, 2)).toEqual(["a.yaml:10:5", "a.yaml:19:5"]);
    expect(places.slice(-2)).toEqual(["a.yaml:1:1", "a.yaml:19:5"]);
  });

  it("reads a large object once for all its findings", async () => {
    const large = podText("a").replace("metadata:", `metadata:\n  annotations: { a: ${"x".repeat(2 ** 18)} }`);
    const reading = await folder.scan({ "a.yaml": large });
    const places = Array.from({ length: 80 }, () => folder.placeOf(reading, "pods", 0, "spec.containers[0].image"));
    expect(new Set(places)).toEqual(new Set(["a.yaml:9:5"]));
  });

  it("knows nothing of objects it did not read", async () => {
    const reading = await folder.scan({ "a.yaml": podText("a") });
    expect(reading.locate({ apiVersion: "v1", kind: "Pod", metadata: { name: "other" } })).toBeUndefined();
  });
});
