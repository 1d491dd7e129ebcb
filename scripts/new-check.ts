// npm run new:check -- <domain> <id>: a check and its test to fill in; the catalogue's test fails while a TODO is left.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { domains } from "../src/checking/index.ts";
import { exportNameOf } from "./generate/checks-index.ts";

const root = join(import.meta.dirname, "..");
const [domain = "", id = ""] = process.argv.slice(2);

function refuse(message: string): never {
  process.stderr.write(`${message}\nusage: npm run new:check -- <domain> <id>\ndomains: ${domains.join(", ")}\n`);
  process.exit(2);
}

if (!(domains as readonly string[]).includes(domain)) refuse(`"${domain}" is not a domain.`);
if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(id)) refuse(`"${id}" is not an id: two or more words in kebab-case.`);

const name = exportNameOf(id);
const check = `// TODO: one sentence that says what this check finds.
import { defineCheck, workloadReads } from "../../checking/index.ts";
import { workloads } from "../../model/index.ts";

export const ${name} = defineCheck({
  id: "${id}",
  domain: "${domain}",
  title: "TODO: what is out of line, as a short statement",
  severity: "medium",
  rationale: "TODO: why it matters, for a reader new to the problem.",
  remediation: "TODO: what to do about it.",
  references: ["https://kubernetes.io/docs/concepts/security/"],
  reads: workloadReads,
  messages: { found: "TODO: {what} is out of line" },
  *run(model, context) {
    for (const workload of context.each(workloads(model))) {
      if (workload.spec.hostNetwork !== true) continue;
      yield { object: workload.ref, message: "found", path: \`\${workload.prefix}spec.hostNetwork\`, data: { what: "hostNetwork" } };
    }
  },
});
`;
const test = `// Cases of ${id}.
import { describe, it } from "vitest";
import { pod, testCheck } from "../../testing/index.ts";
import { ${name} } from "./${id}.ts";

testCheck(
  ${name},
  [
    { name: "a pod that is in line", objects: [pod()], outcome: "pass" },
    {
      name: "TODO: a pod that is out of line",
      objects: [pod({ spec: { hostNetwork: true } })],
      outcome: "fail",
      docs: true,
      findings: [{ object: "Pod shop/web", message: "found", path: "spec.hostNetwork" }],
    },
  ],
  { describe, it },
);
`;

for (const [file, text] of [
  [`src/checks/${domain}/${id}.ts`, check],
  [`src/checks/${domain}/${id}.test.ts`, test],
] as const) {
  if (existsSync(join(root, file))) refuse(`${file} exists already.`);
  mkdirSync(join(root, "src/checks", domain), { recursive: true });
  writeFileSync(join(root, file), text, { flag: "wx" });
  process.stdout.write(`written: ${file}\n`);
}
process.stdout.write(
  `next: fill in the TODOs, then npx vitest run src/checks/${domain}/${id}.test.ts and npm run generate\n`,
);
