// Reading files, folders and standard input: what becomes of each document.
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { livePod, ManifestFolder, objectsOf, podText, type Files } from "../../../test/fixtures/manifest-folder.ts";
import { manifestsSource } from "./index.ts";

let folder: ManifestFolder;

beforeEach(() => {
  folder = new ManifestFolder();
});
afterEach(() => {
  folder.remove();
});

describe("files", () => {
  it("come sorted, nested, by name, each once, others left out", async () => {
    symlinkSync(".", join(folder.path, "loop"));
    const reading = await folder.scan({
      "b.yaml": podText("b"),
      "a/z.yml": podText("z"),
      "a/.git/config.yaml": podText("git"),
      "a/node_modules/x.yaml": podText("module"),
      "c.json": JSON.stringify(livePod("c")),
      "d.yaml.gz": gzipSync(podText("d")),
      "e.txt": podText("e"),
    });
    expect(objectsOf(reading)).toEqual(["z", "b", "c", "d"].map((name) => `Pod default/${name}`));
    expect(folder.problemsOf(reading)).toEqual([]);
  });

  it("named by the user are read whatever their name, and not twice", async () => {
    const reading = await folder.scan({ "e.txt": podText("e"), "f.yaml": podText("f") }, {}, ["e.txt", "f.yaml", ""]);
    expect(objectsOf(reading)).toEqual(["Pod default/e", "Pod default/f"]);
  });

  it("that cannot be read are problems", async () => {
    symlinkSync("nowhere.yaml", join(folder.path, "dangling.yaml"));
    const files = { "a.yaml": podText("a"), "bin.yaml": "a\0b", "cut.yaml.gz": gzipSync(podText("x")).subarray(0, 40) };
    const reading = await folder.scan(files, {}, ["", "missing.yaml"]);
    expect(folder.problemsOf(reading)).toEqual([
      "dangling.yaml:1 dangling.yaml does not exist",
      "missing.yaml:1 missing.yaml does not exist",
      "bin.yaml:1 bin.yaml is binary, not text (a zero byte at offset 1)",
      "cut.yaml.gz:1 cut.yaml.gz is a gzip file that is cut off",
    ]);
  });

  it("hold what an API server can be told, in every form kubectl takes", async () => {
    const reading = await folder.scan({
      "a.yaml": `${podText("a")}---\n# empty\n---\n${podText("b")}`,
      "b.json": `${JSON.stringify(livePod("c"))}\n${JSON.stringify(livePod("d"))}\n---\n${podText("e")}`,
      "c.json": `{"apiVersion": "v1", "kind": "Pod", # braces, but YAML\n "metadata": {"name": "f",}}`,
      "d.yaml": Buffer.from(`\ufeff${podText("g")}`, "utf16le"),
      "e.yaml": podText("h").replaceAll("\n", "\r\n"),
      "f.yaml": `\ufeff${podText("i")}`,
    });
    expect(objectsOf(reading)).toEqual("abcdefghi".split("").map((name) => `Pod default/${name}`));
    expect(folder.problemsOf(reading)).toEqual([]);
  });

  it("on standard input are read too, packed or not", async () => {
    async function* chunks(): AsyncGenerator<Uint8Array> {
      const packed = gzipSync(`${podText("a")}---\n${podText("b")}`);
      yield packed.subarray(0, 20);
      yield packed.subarray(20);
    }
    const reading = await folder.read(["-"], { stdin: chunks() });
    expect(objectsOf(reading)).toEqual(["Pod default/a", "Pod default/b"]);
    expect(folder.placeOf(reading, "pods", 1, "spec.containers[0].image")).toBe("-:17:5");
    expect(reading.origin).toEqual({ kind: "manifests", label: "-" });
  });
});

describe("documents", () => {
  it("that are broken are told with their line, and the rest goes on", async () => {
    const reading = await folder.scan({ "a.yaml": `${podText("a")}---\nkind: [\n---\n${podText("b")}` });
    expect(objectsOf(reading)).toEqual(["Pod default/a", "Pod default/b"]);
    expect(folder.problemsOf(reading)).toEqual(["a.yaml:11:1 unexpected end of the stream within a flow collection"]);
  });

  it("with wrong types are told field by field, at the line of the field", async () => {
    const wrongJson = JSON.stringify({ ...livePod("b"), spec: 1 });
    const wrong =
      "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  hostNetwork: 1\n  containers:\n  - image: 5\n";
    const reading = await folder.scan({
      "a.yaml": `${podText("ok")}---\n${wrong}`,
      "b.json": wrongJson,
    });
    expect(folder.problemsOf(reading)).toEqual([
      "a.yaml:15:3 Pod a: spec.hostNetwork must be true or false, not a number",
      "a.yaml:17:5 Pod a: spec.containers[0].image must be text, not a number",
      `b.json:1:${wrongJson.indexOf('"spec"') + 1} Pod b: spec must be a mapping, not a number`,
    ]);
  });

  it("that are not Kubernetes are left alone in folders, and told where named", async () => {
    const files = {
      "a.yaml": podText("a"),
      "values.yaml": "image: x\n",
      "Chart.yaml": "apiVersion: v2\nname: x\n",
      "l.yaml": "- a\n",
    };
    expect(folder.problemsOf(await folder.scan(files))).toEqual([]);
    expect(folder.problemsOf(await folder.read(["a.yaml", "values.yaml"]))).toEqual([
      "values.yaml:1:1 is not a Kubernetes object: it has no apiVersion and kind",
    ]);
  });

  it("of kinds we do not read are counted", async () => {
    const crd = "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: x}\n";
    const reading = await folder.scan({
      "a.yaml": `${crd}---\n${crd}---\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n`,
    });
    expect(reading.otherKinds).toEqual([
      { apiVersion: "example.com/v1", kind: "Widget", count: 2 },
      { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization", count: 1 },
    ]);
  });

  it("that are Helm templates are told once a file, with what to do", async () => {
    const template = "apiVersion: v1\nkind: Pod\nmetadata: {{ .Values.meta }}\n";
    const reading = await folder.scan({ "a.yaml": podText("a"), "t.yaml": `${template}---\n${template}` });
    expect(folder.problemsOf(reading)).toEqual([
      "t.yaml:3:12 looks like a Helm template, not a manifest: render it with `helm template` first and scan the result (a list or mapping cannot be a key)",
    ]);
  });

  it("keep a key set twice, and tell it", async () => {
    const reading = await folder.scan({
      "a.yaml": `${podText("a")}kind: Pod\n`,
      "b.json": '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","name":"b"}}',
    });
    expect(objectsOf(reading)).toEqual(["Pod default/a", "Pod default/b"]);
    expect(folder.problemsOf(reading)).toEqual([
      'a.yaml:9:1 the key "kind" is set twice in one mapping: kubectl takes the last',
      'b.json:1:56 the key "name" is set twice in one object: kubectl takes the last',
    ]);
  });

  it("are kept twice where they stand twice, and keep big integers", async () => {
    const reading = await folder.scan({
      "a.yaml": podText("a").replace("- name: web", "- name: web\n    securityContext: {runAsUser: 9007199254740993}"),
      "b.yaml": podText("a"),
    });
    expect(objectsOf(reading)).toEqual(["Pod default/a", "Pod default/a"]);
    expect(reading.parts.get("pods")?.objects[0]).toMatchObject({
      spec: { containers: [{ securityContext: { runAsUser: 9007199254740993n } }] },
    });
  });

  it("take the namespace asked for where they name none", async () => {
    const cluster = "apiVersion: v1\nkind: Namespace\nmetadata: {name: ns}\n";
    const files = {
      "a.yaml": `${podText("a")}---\n${podText("b").replace("name: b", "name: b\n  namespace: own")}---\n${cluster}`,
    };
    expect(objectsOf(await folder.scan(files, { namespace: "shop" }))).toEqual([
      "Pod shop/a",
      "Pod own/b",
      "Namespace -/ns",
    ]);
  });
});

describe("input that holds nothing", () => {
  it.each([
    ["a broken file", { "a.yaml": "a: [" }, "a.yaml:1:5: unexpected end of the stream within a flow collection"],
    ["no manifests", { "a.txt": "x" }, ""],
    ["other YAML", { "values.yaml": "a: 1\n" }, "1 documents are not Kubernetes objects"],
    [
      "objects of wrong types",
      { "a.yaml": "apiVersion: v1\nkind: Pod\nmetadata: 1\n" },
      "a.yaml:3:1: Pod: metadata must be set, and a mapping",
    ],
  ])("is an error: %s", async (_name, files, why) => {
    const error = await folder.scan(files as Files).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "PlimsollError", code: "PLIMSOLL_INPUT_UNREADABLE" });
    expect(folder.relative((error as Error).message)).toContain(why);
  });
});

it("tells how far long work is", async () => {
  const text = `${podText("a")}# ${"x".repeat(9_000_000)}\n---\n${podText("b")}`;
  folder.write({ "a.yaml": text });
  const steps: unknown[] = [];
  const progress = { step: (...step: unknown[]) => steps.push(step.slice(1)) };
  await manifestsSource([folder.path]).read(progress);
  expect(steps).toEqual([
    [0, 1],
    [text.indexOf("---"), text.length],
  ]);
});
