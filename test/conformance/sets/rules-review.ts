// SelfSubjectRulesReviews over the worlds of the authorization vectors.
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { reviewRules, type Chain } from "../../../src/engines/authorization/index.ts";
import {
  canonical,
  chainOf,
  readJson,
  sortedErrors,
  userOf,
  type VectorUser,
  type World,
} from "../authorization/world.ts";
import { filesOf, linesOf } from "../vector-files.ts";
import type { CaseResult, VectorSet } from "../vector-set.ts";

interface Row {
  readonly world: string;
  readonly user: VectorUser;
  readonly namespace: string;
  readonly status?: { readonly evaluationError?: string };
  readonly error?: string;
}

function judge(chain: Chain, { user, namespace, status, error }: Row): string | undefined {
  const review = reviewRules(chain, userOf(user), namespace);
  const comparable = (value: { readonly evaluationError?: string }): string =>
    canonical({ ...value, evaluationError: sortedErrors(value.evaluationError ?? "") });
  const given = "error" in review ? review.error : comparable(review.status);
  const wanted = error ?? comparable(status ?? {});
  return given === wanted ? undefined : `expected ${wanted}, was ${given}`;
}

/** The worlds are in the folder beside. */
function worldFile(file: string, world: string): string {
  const found = [".world.json", ".world.json.gz"]
    .map((end) => join(dirname(dirname(file)), "authz", `${world}${end}`))
    .find((one) => existsSync(one));
  if (found === undefined) throw new Error(`there is no world ${world} for ${file}`);
  return found;
}

async function* run(files: readonly string[]): AsyncGenerator<CaseResult> {
  const chains = new Map<string, Chain>();
  for (const file of files) {
    let number = 0;
    for await (const line of linesOf(file)) {
      const row = JSON.parse(line) as Row;
      const chain = chains.get(row.world) ?? chainOf(readJson(worldFile(file, row.world)) as World);
      chains.set(row.world, chain);
      number++;
      const id = `${basename(file).replace(/\.jsonl(?:\.gz)?$/, "")}/${number}`;
      const message = judge(chain, row);
      yield message === undefined ? { id, passed: true } : { id, passed: false, message };
    }
  }
}

export const rulesReview: VectorSet = {
  name: "rules-review",
  find: (folders) => filesOf("rules-review", folders, /\.jsonl(?:\.gz)?$/),
  run,
};
