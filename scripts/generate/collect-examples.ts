// The cases of the checks' tests that are marked docs: true, run, as examples.
import { dump } from "js-yaml";
import { checks } from "../../src/checks/index.ts";
import { runChecks, type Check } from "../../src/checking/index.ts";
import { describeObject } from "../../src/core/index.ts";
import type { CheckCase } from "../../src/testing/check-case.ts";
import { modelOf } from "../../src/testing/index.ts";
import type { CheckExample } from "../../src/use-cases/explain/index.ts";
import { collected } from "./collecting-tests.ts";
import type { Examples } from "./examples-module.ts";

const supported = { oldest: "1.28", newest: "1.37" } as const;

/** Certificates and requests of tests are made when they run: only their beginning is the same each time. */
const madeUp = /(LS0tLS1CRUdJTi)[A-Za-z0-9+/=]{40,}/g;

function example(check: Check, one: CheckCase): CheckExample {
  const model = modelOf(one.objects, one);
  const [result] = runChecks(model, [check], { supported, options: { [check.id]: one.options ?? {} } });
  const findings = (result?.findings ?? []).map((finding) => ({
    outcome: finding.outcome,
    severity: finding.severity,
    object: describeObject(finding.object),
    ...(finding.path === undefined ? {} : { path: finding.path }),
    message: finding.text,
  }));
  const yaml = one.objects
    .map((object) => dump(object, { noRefs: true, lineWidth: -1 }))
    .join("---\n")
    .replaceAll(madeUp, "$1…");
  return { title: one.name, outcome: result?.outcome ?? "unknown", yaml, findings };
}

/** Examples of every check, by id; a check whose test has none gets an empty list. */
export async function collectExamples(): Promise<Examples> {
  // The bundler turns the pattern into one import for each test file.
  for (const { id, domain } of checks) await import(`../../src/checks/${domain}/${id}.test.ts`);
  return new Map(
    checks.map((check) => [
      check.id,
      (collected.get(check.id) ?? []).filter(({ docs }) => docs === true).map((one) => example(check, one)),
    ]),
  );
}
