// plimsoll network generate, on files: what comes out where, flows however they come, and the exit codes.
import { existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run, WorkFolder, type Run } from "../../../test/fixtures/command-line.ts";
import { shopWorkloads } from "../../../test/fixtures/network-world.ts";
import { parseYamlDocuments } from "../../languages/yaml/index.ts";
import type { NetworkGenerate } from "../../use-cases/network/index.ts";

let folder: WorkFolder;
let cluster: string;
beforeEach(() => {
  folder = new WorkFolder();
  cluster = folder.write("cluster.yaml", shopWorkloads);
});
afterEach(() => folder.remove());

async function generate(words: string, stdin?: string): Promise<Run> {
  const args = words.split(" ").filter((word) => word !== "");
  return run(["network", "generate", "-f", cluster, "--complete", ...args], stdin === undefined ? {} : { stdin });
}

async function data(words: string, stdin?: string): Promise<NetworkGenerate & { readonly exitCode: number }> {
  const { out, err, exitCode } = await generate(`${words} -o json`, stdin);
  if (out === "") throw new Error(err);
  return { ...(JSON.parse(out) as NetworkGenerate), exitCode };
}

function namesIn(yaml: string): string[] {
  return parseYamlDocuments(yaml).documents.map(({ value }) => {
    const { kind, metadata } = value as { kind: string; metadata: { namespace: string; name: string } };
    return `${kind} ${metadata.namespace}/${metadata.name}`;
  });
}

describe("what is written", () => {
  it("is YAML that holds nothing but policies, and the proof beside it", async () => {
    const { out, err, exitCode } = await generate("-n shop");
    expect(exitCode).toBe(0);
    expect(namesIn(out)).toEqual([
      "NetworkPolicy shop/plimsoll-default-deny",
      "NetworkPolicy shop/plimsoll-every-pod",
      "NetworkPolicy shop/plimsoll-db",
      "NetworkPolicy shop/plimsoll-web",
    ]);
    expect(err).toContain("Proven: everything wanted stays possible.");
  });

  it("is read back without a problem, after which nothing is left to generate or to change", async () => {
    const { out } = await generate("");
    cluster = folder.write("after.yaml", `${shopWorkloads}---\n${out}`);
    expect((await run(["network", "lint", "-f", cluster, "--complete"])).exitCode).toBe(0);
    const again = await data("");
    expect(again.policies.length).toBeGreaterThan(3);
    expect({ opens: again.opens, cut: again.cut?.pairs }).toEqual({ opens: 0, cut: 0 });
    expect((await generate("")).out).toBe(out);
  });

  it("is one file a namespace, never over another file unless forced", async () => {
    const place = folder.file("policies");
    const first = await generate(`--out-dir ${place}`);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.out).toContain("Proven");
    expect(namesIn(folder.read("policies/tools.yaml"))).toContain("NetworkPolicy tools/plimsoll-default-deny");
    folder.write("policies/shop.yaml", "mine");
    const second = await generate(`--out-dir ${place}`);
    expect(second.exitCode).toBe(2);
    expect(second.err).toMatch(/shop\.yaml exists[^]*--force/);
    expect(folder.read("policies/shop.yaml")).toBe("mine");
    expect((await generate(`--out-dir ${place} --force`)).exitCode).toBe(0);
    expect(folder.read("policies/shop.yaml")).toContain("plimsoll-web");
  });

  it("stays in its folder, whatever namespaces are called", async () => {
    cluster = folder.write("odd.yaml", shopWorkloads.replaceAll("namespace: tools", "namespace: ../../tools"));
    const { exitCode } = await generate(`-A --out-dir ${folder.file("a/b/out")}`);
    expect(exitCode).toBe(0);
    expect(existsSync(folder.file("a/tools.yaml"))).toBe(false);
    expect(existsSync(folder.file("tools.yaml"))).toBe(false);
  });

  it("is also a document", async () => {
    const { out } = await generate("-n shop -o terminal");
    expect(out).toMatch(/Allowed[^]*Cut, of what is served[^]*To know[^]*kind: NetworkPolicy/);
  });
});

describe("settings of containers", () => {
  it("name Services, and never come out themselves", async () => {
    const image = "image: registry.example/web:1\n";
    const env = `${image}          env: [{ name: DB, value: "postgres://me:hunter2-secret@db:5433/x" }]\n`;
    cluster = folder.write("named.yaml", shopWorkloads.replace(image, env));
    const { wishes } = await data("-n shop");
    expect(wishes).toContainEqual(
      expect.objectContaining({
        from: "Deployment shop/web",
        to: "Deployment shop/db",
        ports: ["5432/TCP"],
        confidence: "named",
      }),
    );
    for (const form of ["", "-o json", "-o terminal -v"])
      expect(Object.values(await generate(`-n shop ${form}`)).join()).not.toContain("hunter2");
  });
});

const header = "source,destination,port,protocol,verdict\n";

describe("observed flows", () => {
  const csv = `${header}shop/web,shop/db,5432,TCP,forwarded\nshop/web,svc/shop/db,5433,TCP,\n203.0.113.9,deploy/shop/web,8080,TCP,\nshop/db,shop/web,1,TCP,dropped\n`;

  it("stand in place of what is declared", async () => {
    const { wishes, exitCode, flows } = await data("-n shop --flows -", csv);
    expect(exitCode).toBe(0);
    expect(flows).toMatchObject({ lines: 5, flows: 3, skipped: { "not let through": 1 }, trouble: [] });
    expect(wishes.map(({ from, to, ports }) => `${from} > ${to} ${String(ports)}`).sort()).toEqual([
      "203.0.113.9/32 > Deployment shop/web 8080/TCP",
      "Deployment shop/web > Deployment shop/db 5432/TCP",
    ]);
  });

  it("come from a file, packed or not, with a mark, line ends of Windows and other separators", async () => {
    const odd = `\uFEFF${csv.replaceAll("\n", "\r\n").replaceAll(",", ";")}`;
    for (const file of [
      folder.write("a.csv", csv),
      folder.write("b.csv", odd),
      folder.write("c.csv.gz", gzipSync(csv)),
    ])
      expect((await data(`-n shop --flows ${file}`)).flows?.flows).toBe(3);
  });

  it("outside are taken together in blocks", async () => {
    const rows = [1, 2, 200].map((at) => `203.0.113.${at},shop/web,8080,TCP,\n`).join("");
    const six = "2001:db8:1::5,shop/web,8080,TCP,\n";
    const { wishes } = await data("-n shop --flows - --cidr-prefix 25,48", header + rows + six);
    expect(wishes.map(({ from }) => from).sort()).toEqual(["2001:db8:1::/48", "203.0.113.0/25", "203.0.113.128/25"]);
  });

  it("that cannot be used are counted, with their lines", async () => {
    const bad = `${csv}shop/gone,shop/db,1,TCP,\nshop/web,shop/db,99999,TCP,\nshop/web\n"open,shop/db,1,TCP,\nshop/web,svc/shop/db,7,TCP,\n`;
    const { flows, exitCode } = await data("-n shop --flows -", bad);
    expect(exitCode).toBe(0);
    expect(flows?.trouble.map(({ reason, lines }) => `${lines.join()}: ${reason}`)).toEqual([
      "6: source: the input has nothing of that name",
      '7: "99999" is not a port',
      "8: source or destination is empty",
      "9: a quote is not closed",
      "10: destination: the Service has no pods on such a port",
    ]);
  });

  it.each([
    ["nothing", ""],
    ["no header", "shop/web,shop/db,80\n"],
    ["zeros", "\0".repeat(5000)],
    ["a line of two mebibytes", `${header}${"x".repeat(2 * 1024 * 1024)}\nshop/web,shop/db,80,TCP,\n`],
    ["deep JSON", `{"flow":${"[".repeat(50_000)}\n{"flow":{}}\n`],
    ["no end of line", `${header}shop/web,shop/db,80,TCP,`],
    ["terminal escapes", `${header}\u001B[31mx,shop/db,80,TCP,\u001B]0;x\u0007\n`],
  ])("never crash: %s", async (_what, text) => {
    const { exitCode, err, out } = await generate("-n shop --flows -", text);
    expect(exitCode).toBe(0);
    expect(`${err}${out}`).not.toMatch(/PLIMSOLL_INTERNAL|\u001B|\n {4}at /);
  });
});

describe("wishes of the user", () => {
  it("come beside what is declared, in words", async () => {
    const file = folder.write(
      "wish.csv",
      "source,destination,port\nns/tools,app=db,5432\ndeploy/tools/probe,internet,443\n",
    );
    const { wishes, exitCode } = await data(`-n shop --wish ${file}`);
    expect(exitCode).toBe(0);
    expect(wishes.filter(({ confidence }) => confidence === "asked").map(({ from, to }) => `${from} > ${to}`)).toEqual([
      "pods of namespace tools > Deployment shop/db",
    ]);
  });

  it("that cannot be read leave nothing proven", async () => {
    const file = folder.write("wish.csv", "source,destination,port\nshop/nobody,shop/db,5432\n");
    expect((await generate(`-n shop --wish ${file}`)).exitCode).toBe(1);
  });
});

describe("wrong use", () => {
  it.each([
    ["-n shop -A", "-n and -A were given"],
    ["-n shpo", 'Did you mean "shop"'],
    ["--cidr-prefix 33", "is not a prefix"],
    ["--cidr-prefix 24,64,1", "is not a prefix"],
    ["--api-server example.com", "is not the address of an API server"],
    ["--api-server 203.0.113.7:99999", "is not the address of an API server"],
    ["--force", "--force is for --out-dir"],
    ["--flows /no/such/file", "could not be read"],
    ["--flows - --wish -", "standard input was given twice"],
    ["--existing burn", "keep"],
    ["-o yml", "is not an output format"],
  ])("%s: %s", async (words, message) => {
    const { exitCode, err, out } = await generate(words);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toContain(message);
    expect(err).not.toContain("PLIMSOLL_INTERNAL");
  });
});
