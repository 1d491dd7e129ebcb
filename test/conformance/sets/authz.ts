// Authorization decisions, ABAC policy files, aggregation and what the API server refuses of RBAC objects.
import { basename, dirname, join } from "node:path";
import { existsSync } from "node:fs";
import {
  aggregateClusterRoles,
  authorize,
  explainAuthorization,
  parseAbacPolicy,
  type Chain,
  type Decision,
} from "../../../src/engines/authorization/index.ts";
import {
  aggregationSource,
  attributesOf,
  canonical,
  chainOf,
  rbacObjectsOf,
  readJson,
  recordedVersion,
  sortedErrors,
  type VectorRequest,
  type World,
} from "../authorization/world.ts";
import { judgeLifecycle, type LifecycleStep } from "../authorization/aggregation-lifecycle.ts";
import { judgeValidation, type LiveValidation } from "../authorization/live-validation.ts";
import { filesOf, linesOf } from "../vector-files.ts";
import type { CaseResult, VectorSet } from "../vector-set.ts";

interface Verdict {
  readonly authorizer: string;
  readonly decision: string;
  readonly reason?: string;
  readonly error?: string;
}

interface Row {
  readonly id: number;
  readonly request: VectorRequest;
  readonly expected: Verdict & {
    readonly reasonAny?: readonly string[];
    readonly evaluationError?: string;
    readonly chain?: readonly Verdict[];
  };
}

interface AbacFile {
  readonly name: string;
  readonly lines: readonly string[];
  readonly parsedSpecs?: readonly unknown[];
  readonly loadError?: string;
}

const decisionOf = ({ decision }: { readonly decision: Decision }): string =>
  decision === "no-opinion" ? "noOpinion" : decision;

function sameReason(given: string, expected: Row["expected"]): boolean {
  return [expected.reason ?? "", ...(expected.reasonAny ?? [])].some(
    (reason) => sortedErrors(reason) === sortedErrors(given),
  );
}

/** Each authorizer asked separately; the reason of RBAC may be that of any binding, when the whole answer may. */
function judgeAlone(chain: Chain, row: Row): string | undefined {
  const { alone } = explainAuthorization(chain, attributesOf(row.request), 0);
  const anyReason = row.expected.reasonAny === undefined ? {} : { reasonAny: row.expected.reasonAny };
  for (const [index, expected] of (row.expected.chain ?? []).entries()) {
    const answer = alone[index];
    const fits =
      answer?.authorizer === expected.authorizer &&
      decisionOf(answer) === expected.decision &&
      sameReason(answer.reason, { ...expected, ...anyReason }) &&
      (answer.error !== undefined) === (expected.error !== undefined);
    if (!fits)
      return `${expected.authorizer} alone: expected ${JSON.stringify(expected)}, was ${JSON.stringify(answer)}`;
  }
  return undefined;
}

function judgeRow(chain: Chain, row: Row): string | undefined {
  const { expected } = row;
  const answer = authorize(chain, attributesOf(row.request));
  const fits =
    decisionOf(answer) === expected.decision &&
    answer.authorizer === expected.authorizer &&
    sameReason(answer.reason, expected) &&
    (answer.evaluationError !== undefined) === (expected.evaluationError !== undefined);
  if (fits) return judgeAlone(chain, row);
  const { decision, authorizer, reason, evaluationError } = answer;
  const { chain: _, ...wanted } = expected;
  return `expected ${JSON.stringify(wanted)}, was ${JSON.stringify({ decision, authorizer, reason, evaluationError })}`;
}

async function* runWorld(file: string): AsyncGenerator<CaseResult> {
  const name = basename(file).replace(/\.vectors\.jsonl(?:\.gz)?$/, "");
  const worldFile = [".world.json", ".world.json.gz"]
    .map((end) => join(dirname(file), `${name}${end}`))
    .find((one) => existsSync(one));
  if (worldFile === undefined) throw new Error(`there is no world beside ${file}`);
  const world = readJson(worldFile) as World;
  const chain = chainOf(world);
  for await (const line of linesOf(file)) {
    const row = JSON.parse(line) as Row;
    yield result(`${name}/${row.id}`, judgeRow(chain, row));
  }
  if (world.aggregationSource !== undefined) yield result(`${name}/aggregation`, judgeAggregation(world));
}

function result(id: string, message: string | undefined): CaseResult {
  return message === undefined ? { id, passed: true } : { id, passed: false, message };
}

function judgeAggregation(world: World): string | undefined {
  const rules = new Map(rbacObjectsOf(world).clusterRoles.map((role) => [role.metadata.name, canonical(role.rules)]));
  const wrong = aggregateClusterRoles(aggregationSource(world)).filter(
    (role) => role.aggregationRule !== undefined && rules.get(role.metadata.name) !== canonical(role.rules),
  );
  return wrong.length === 0
    ? undefined
    : `other rules than expected for ${wrong.map(({ metadata }) => metadata.name).join(", ")}`;
}

function judgeAbacFile({ lines, parsedSpecs, loadError }: AbacFile): string | undefined {
  const reading = parseAbacPolicy(lines.join("\n"), { version: recordedVersion, path: "ABACFILE" });
  const given =
    "error" in reading ? reading.error : canonical(reading.policies.map((policy) => ({ ...policy, line: null })));
  const wanted = loadError ?? canonical(parsedSpecs);
  return given === wanted ? undefined : `expected ${wanted}, was ${given}`;
}

async function* run(files: readonly string[]): AsyncGenerator<CaseResult> {
  for (const file of files) {
    if (/\.vectors\.jsonl(?:\.gz)?$/.test(file)) yield* runWorld(file);
    else if (basename(file).startsWith("abac-parse")) {
      for (const one of readJson(file) as readonly AbacFile[])
        yield result(`abac-parse/${one.name}`, judgeAbacFile(one));
    } else if (basename(file).startsWith("aggregation-lifecycle"))
      yield* judgeLifecycle(readJson(file) as readonly LifecycleStep[]);
    else yield* judgeValidation(readJson(file) as readonly LiveValidation[], dirname(file));
  }
}

export const authz: VectorSet = {
  name: "authz",
  find: (folders) =>
    filesOf(
      "authz",
      folders,
      /(?:\.vectors\.jsonl|^.*\/(?:abac-parse|aggregation-lifecycle|live-validation)\.json)(?:\.gz)?$/,
    ),
  run,
};
