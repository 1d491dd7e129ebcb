// plimsoll network map, on files: each format, what narrows it, and usage errors.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { shopCluster } from "../../../test/fixtures/network-world.ts";
import type { NetworkMap } from "../../use-cases/network/index.ts";

let folder: WorkFolder;
let cluster: string;
beforeEach(() => {
  folder = new WorkFolder();
  cluster = folder.write("cluster.yaml", shopCluster);
});
afterEach(() => folder.remove());

async function map(...words: readonly string[]): Promise<string> {
  const { out, err, exitCode } = await run(["network", "map", "-f", cluster, "--complete", ...words]);
  expect({ err, exitCode }).toEqual({ err: "", exitCode: 0 });
  return out;
}

describe("network map", () => {
  it.each([
    ["terminal", /^Network map\n/, /Who is unprotected/],
    ["markdown", /^# Network map\n/, /```mermaid\nflowchart LR\n/],
    ["csv", /^from_group,from,to_group,to,label,connections\r\n/, /^shop,[^\r]*\/TCP/m],
    ["dot", /^digraph plimsoll \{\n/, /\n {2}n\d+ -> n\d+ \[label="[^"]+"/],
    ["mermaid", /^flowchart LR\n/, /\n {2}n\d+ -->\|"[^"]+"\| n\d+\n/],
    ["svg", /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/, /class="edge across"/],
    ["html", /^<!doctype html>/, /<section class="map"/],
  ])("is drawn as %s", async (format, start, inside) => {
    const out = await map("-o", format);
    expect(out).toMatch(start);
    expect(out).toMatch(inside);
  });

  it("is complete as JSON: every class is in a row's numbers, every number has a meaning", async () => {
    const { kind, written } = JSON.parse(await map("-o", "json")) as NetworkMap;
    expect(kind).toBe("NetworkMap");
    expect(written.workloads.length).toBeGreaterThan(2);
    for (const { to } of written.rows) {
      for (const [ports, classes] of to) {
        expect(written.portSets[ports]).toBeDefined();
        expect(written.classSets[classes]).toMatch(/^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/);
      }
    }
  });

  it("is the same bytes every time", async () => {
    expect(await map("-o", "svg")).toBe(await map("-o", "svg"));
  });

  it("writes several formats at once", async () => {
    const svg = `${folder.path}/map.svg`;
    const { out, err } = await run(["network", "map", "-f", cluster, "-o", "json", "-o", `svg=${svg}`]);
    expect(err).toContain(`svg report written to ${svg}`);
    expect(JSON.parse(out)).toMatchObject({ certainty: "given" });
  });

  it("is narrowed by namespace and port, and gathered by namespace", async () => {
    const rows = (await map("-n", "shop", "-o", "csv")).split("\r\n").slice(1, -1);
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter((row) => !/^shop,|^[^,]*,[^,]*,shop,/.test(row))).toEqual([]);
    const byNamespace = JSON.parse(await map("--by", "namespace", "-o", "json")) as NetworkMap;
    expect(byNamespace.by).toBe("namespace");
    expect(await map("--by", "namespace", "-o", "mermaid")).not.toContain("subgraph");
    expect(await map("--ports", "1/SCTP", "-o", "csv")).not.toContain("/TCP");
  });

  it.each([
    [["-n", "shpo"], 'no namespace "shpo"', 'did you mean "shop"'],
    [["--ports", "99999"], "99999", "not a port"],
    [["--by", "pod"], "pod", "workload"],
    [["-o", "sarif"], "sarif cannot show this answer", "use one of terminal"],
  ])("refuses %j", async (words, message, hint) => {
    const { err, exitCode } = await run(["network", "map", "-f", cluster, ...words]);
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain(hint);
  });

  it("a report of a scan cannot be drawn", async () => {
    const { err, exitCode } = await run(["scan", cluster, "-o", "svg"]);
    expect(exitCode).toBe(2);
    expect(err).toContain("svg cannot show this answer");
  });
});
