import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { it } from "vitest";
import { parsePolicy } from "./audit/index.ts";
const norm = (s: string | undefined) => (s ?? "valid").replace(/in scheme ".*"/, "in scheme X");
it("x", () => {
  const input = readFileSync(process.env["IN"] ?? "/tmp/auditgo/in.jsonl", "utf8");
  const rows = input.trim().split("\n").map((l) => JSON.parse(l));
  for (const v of (process.env["V"] ?? "v0.20.6,v0.37.2").split(",")) {
    const out = execFileSync("/tmp/auditgo/oracle-" + v, { input, maxBuffer: 1e9 }).toString().trim().split("\n").map((l) => JSON.parse(l));
    let bad = 0; const lines: string[] = [];
    rows.forEach((row, i) => {
      const minor = v.replace(/^v0\.(\d+).*/, "1.$1") as never;
      const r = parsePolicy(row.policyYAML, minor);
      const ours = norm("error" in r ? r.error : undefined), real = norm(out[i].valid ? undefined : out[i].error);
      if (ours !== real) { bad++; lines.push(`${v} ${row.name}\n   real ${real}\n   ours ${ours}`); }
    });
    console.log(v, "rows", rows.length, "different", bad, "\n" + lines.slice(0, Number(process.env["MAX"] ?? 40)).join("\n"));
  }
});
