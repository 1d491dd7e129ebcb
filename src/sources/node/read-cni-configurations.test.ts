// Files of a node as libcni reads them, and folders that want to lead astray.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCniConfigurations } from "./index.ts";

let root = "";
const folder = (): string => join(root, "etc", "cni", "net.d");
const write = (name: string, text: unknown): void =>
  writeFileSync(join(folder(), name), typeof text === "string" ? text : JSON.stringify(text));
const list = (...types: readonly string[]) => ({ name: "net", plugins: types.map((type) => ({ type })) });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "plimsoll-node-"));
  mkdirSync(folder(), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

function socketAt(name: string): Promise<Server> {
  return new Promise((done) => {
    const server = createServer().listen(join(folder(), name), () => done(server));
  });
}

/** `file: types` of each, with a star for the one that counts, or its fault. */
const told = (): string[] =>
  readCniConfigurations(root).map(
    ({ file, types, counts, fault }) => `${file}${counts ? "*" : ""}: ${fault ?? types.join(" ")}`,
  );

describe("configurations of a node", () => {
  it("come in the order of their names, and the first counts", () => {
    write("10-flannel.conflist", list("flannel", "portmap"));
    write("05-cilium.conflist", list("cilium-cni"));
    write("99-loopback.conf", { name: "lo", type: "loopback" });
    write("00-notes.txt", "none of libcni's");
    expect(told()).toEqual([
      "05-cilium.conflist*: cilium-cni",
      "10-flannel.conflist: flannel portmap",
      "99-loopback.conf: loopback",
    ]);
  });

  it("with a fault do not count", () => {
    write("00-a.conf", "{");
    write("01-b.conflist", list());
    write("02-c.conflist", { name: "net", type: "bridge" });
    write("03-d.conf", "[]");
    write("04-e.conf", " ".repeat((1 << 20) + 1));
    write("05-f.conf", { name: "net", type: "bridge" });
    expect(told()).toEqual([
      "00-a.conf: it is not JSON, or no mapping",
      "01-b.conflist: it names no plugin",
      "02-c.conflist: it names no plugin",
      "03-d.conf: it is not JSON, or no mapping",
      "04-e.conf: it is larger than a configuration can be",
      "05-f.conf*: bridge",
    ]);
  });

  it("are not followed out of the folder, and what is no file is not opened", async () => {
    symlinkSync("/etc/passwd", join(folder(), "00-out.conf"));
    symlinkSync(join(folder(), "20-net.conf"), join(folder(), "01-in.conf"));
    symlinkSync("05-circle.conf", join(folder(), "05-circle.conf"));
    mkdirSync(join(folder(), "06-folder.conf"));
    const server = await socketAt("07-socket.conf");
    write("20-net.conf", { name: "net", type: "ptp" });
    expect(told()).toEqual([
      "00-out.conf: it is a link that leads out of the folder",
      "01-in.conf*: ptp",
      "05-circle.conf: it could not be read",
      "06-folder.conf: it is not a file",
      "07-socket.conf: it is not a file",
      "20-net.conf: ptp",
    ]);
    server.close();
  });

  it("do not bring in text that is no name", () => {
    write("10-net.conflist", {
      name: "a\u001b[31m",
      plugins: [{ type: "x".repeat(200) }, { type: "calico" }, 5, { type: {} }],
    });
    expect(readCniConfigurations(root)).toEqual([
      {
        root,
        file: "10-net.conflist",
        counts: true,
        name: "(not a name)",
        types: ["(not a name)", "calico", "(not a name)"],
      },
    ]);
  });

  it("deep and endless JSON ends", () => {
    write("10-deep.conf", "[".repeat(500_000));
    write("20-many.conflist", list(...Array.from({ length: 5000 }, () => "bridge")));
    const [deep, many] = readCniConfigurations(root);
    expect(deep?.fault).toBe("it is not JSON, or no mapping");
    expect(many?.types).toHaveLength(32);
  });

  it("that are not there are told as such", () => {
    expect(told()).toEqual([": no configuration of a network plugin is there"]);
    rmSync(join(root, "etc"), { recursive: true });
    expect(told()).toEqual([": no configuration of a network plugin is there"]);
    mkdirSync(join(root, "etc", "cni"), { recursive: true });
    symlinkSync("/", folder());
    expect(told()).toEqual([": no configuration of a network plugin is there"]);
  });

  it("of a folder that is none are an error", () => {
    write("file.conf", "{}");
    expect(() => readCniConfigurations(join(root, "nowhere"))).toThrow(/nowhere does not exist/);
    expect(() => readCniConfigurations(join(folder(), "file.conf"))).toThrow(/is not a folder/);
  });
});
