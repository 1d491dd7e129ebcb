// Flags and instances of control plane components.
import { describe, expect, it } from "vitest";
import { componentPod, modelOf } from "../testing/index.ts";
import { readFlags } from "./components.ts";

function flagsOf(...command: readonly string[]) {
  return readFlags({ container: { command }, field: "containers", index: 0 });
}

describe("readFlags", () => {
  it.each([
    [["--a=1"], [{ name: "a", value: "1" }]],
    [["--a"], [{ name: "a", value: "true" }]],
    [["--a", "1"], [{ name: "a", value: "1", separate: true }]],
    [
      ["--a", "--b"],
      [
        { name: "a", value: "true" },
        { name: "b", value: "true" },
      ],
    ],
    [["--a_b=c=d"], [{ name: "a-b", value: "c=d" }]],
    [["--a="], [{ name: "a", value: "" }]],
    [["--a", "-"], [{ name: "a", value: "-", separate: true }]],
    [["word", "-", "--"], []],
  ])("%j", (command, expected) => {
    expect(flagsOf(...command).map(({ path: _path, ...flag }) => flag)).toEqual(expected);
  });

  it("tells where an argument stands", () => {
    expect(flagsOf("etcd", "--a", "--b").map(({ path }) => path)).toEqual([
      "spec.containers[0].command[1]",
      "spec.containers[0].command[2]",
    ]);
  });
});

describe("component instances", () => {
  it("know their version, node and variables", () => {
    const container = {
      name: "etcd",
      image: "registry.example/etcd:3.6.4-0",
      command: ["/usr/local/bin/etcd", "--data-dir=/var/lib/etcd"],
      env: [{ name: "ETCD_NAME", value: "a" }],
      envFrom: [{ configMapRef: { name: "etcd" } }],
    };
    const { parts } = modelOf([
      componentPod("kube-apiserver", ["--profiling=false"]),
      componentPod("etcd", [], { spec: { containers: [container] } }),
    ]);
    const [server] = parts["component/kube-apiserver"].objects;
    const [etcd] = parts["component/etcd"].objects;
    expect(server).toMatchObject({ version: "1.36", node: "cp-1", environment: [] });
    expect(server?.flags.map(({ name }) => name)).toEqual(["profiling"]);
    expect(etcd).toMatchObject({ environment: ["ETCD_NAME", "*"] });
    expect(etcd?.version).toBeUndefined();
  });

  it.each<[string, object, object | undefined]>([
    ["a bare command", { command: ["/usr/local/bin/etcd"] }, {}],
    ["go-runner", { command: ["/go-runner"], args: ["--log-file=/a", "/usr/local/bin/etcd", "--auto-tls"] }, {}],
    ["the image's command", { args: ["--auto-tls"], image: "registry.example/etcd:3.6.4" }, {}],
    [
      "a script",
      { command: ["/bin/sh", "-c", "exec /usr/local/bin/etcd --auto-tls 2>&1"] },
      { flags: [], unreadable: expect.stringContaining("script") },
    ],
    ["another program of the image", { command: ["sh", "-c", "etcdctl snapshot save /backup/etcd"] }, undefined],
    ["a word among arguments", { command: ["backup"], args: ["--of", "etcd"], name: "x", image: "x" }, undefined],
    ["an image alone, with a command of its own", { command: ["sleep", "1"] }, undefined],
  ])("are recognised: %s", (_name, container, expected) => {
    const containers = [{ name: "etcd", image: "registry.example/etcd:3.6.4", command: undefined, ...container }];
    const [instance] = modelOf([componentPod("etcd", [], { spec: { containers } })]).parts["component/etcd"].objects;
    if (expected === undefined) expect(instance).toBeUndefined();
    else expect(instance).toMatchObject({ component: "etcd", ...expected });
  });

  it("are not looked for outside kube-system", () => {
    const elsewhere = componentPod("etcd", [], { metadata: { namespace: "shop" } });
    expect(modelOf([elsewhere]).parts["component/etcd"].status).toBe("not-collected");
  });
});
