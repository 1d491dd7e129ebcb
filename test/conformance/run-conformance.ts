// Runs sets of conformance vectors and tells how many cases passed; a set that was not run never counts as passed.
import { existsSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { PlimsollError } from "../../src/core/index.ts";
import disputedCases from "./disputed.json" with { type: "json" };
import { holds, plannedSets, vectorSets } from "./sets.ts";
import type { VectorSet } from "./vector-set.ts";

/** A case whose expectation we hold to be wrong, and the decision that says why. */
export interface DisputedCase {
  readonly set: string;
  readonly case: string;
  readonly decision: string;
}

interface Failure {
  readonly set: string;
  readonly case: string;
  readonly message: string;
}

interface Tally {
  passed: number;
  disputed: number;
  readonly failures: Failure[];
}

/** What the caller decides: where lines go, and what may differ from the committed lists (for tests). */
export interface ConformanceOptions {
  readonly print: (line: string) => void;
  readonly sets?: readonly VectorSet[];
  readonly disputed?: readonly DisputedCase[];
}

const listed = 20;
const defaultFolders = ["../shared/vectors", "../shared/corpus"];

function usage(message: string, hint: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint });
}

interface Arguments {
  readonly folders: readonly string[];
  readonly set: string | undefined;
  readonly failures: string | undefined;
}

function readArguments(args: readonly string[]): Arguments {
  const options = {
    vectors: { type: "string", multiple: true },
    set: { type: "string" },
    failures: { type: "string" },
  } as const;
  try {
    const { vectors = defaultFolders, set, failures } = parseArgs({ args: [...args], options }).values;
    return { folders: vectors, set, failures };
  } catch (error) {
    throw usage(
      error instanceof Error ? error.message : String(error),
      "options are --vectors DIR (repeatable), --set NAME, --failures FILE",
    );
  }
}

function checkFolders(folders: readonly string[]): void {
  for (const folder of folders) {
    if (!existsSync(folder))
      throw usage(`there is no folder ${folder}`, "name a folder of vectors: npm run conformance -- --vectors DIR");
  }
}

async function runSet(set: VectorSet, files: readonly string[], disputed: readonly DisputedCase[]): Promise<Tally> {
  const tally: Tally = { passed: 0, disputed: 0, failures: [] };
  const known = new Set(disputed.filter((one) => one.set === set.name).map((one) => one.case));
  try {
    for await (const { id, passed, message = "" } of set.run(files)) {
      if (passed) tally.passed++;
      else if (known.has(id)) tally.disputed++;
      else tally.failures.push({ set: set.name, case: id, message });
    }
  } catch (error) {
    tally.failures.push({ set: set.name, case: files.join(" "), message: `cannot be read: ${String(error)}` });
  }
  return tally;
}

function line(name: string, { passed, disputed, failures }: Tally): string {
  return `${name}: ${passed} passed, ${failures.length} failed${disputed > 0 ? `, ${disputed} disputed` : ""}`;
}

function merge(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    disputed: tallies.reduce((sum, { disputed }) => sum + disputed, 0),
    failures: tallies.flatMap(({ failures }) => failures),
  };
}

function printFailures(failures: readonly Failure[], print: (line: string) => void): void {
  for (const failure of failures.slice(0, listed)) print(`FAIL ${failure.set} ${failure.case}: ${failure.message}`);
  if (failures.length > listed) print(`… and ${failures.length - listed} more (--failures FILE writes all)`);
}

/**
 * Runs the sets that the folders hold and prints a line each, then a total.
 * @returns the exit code: 0 all passed, 1 a case failed, 2 nothing was run.
 * @throws PlimsollError for a folder or set that does not exist.
 */
export async function runConformance(args: readonly string[], options: ConformanceOptions): Promise<0 | 1 | 2> {
  const { print, sets = vectorSets, disputed = disputedCases } = options;
  const { folders, set: only, failures: file } = readArguments(args);
  const names = [...sets, ...plannedSets].map(({ name }) => name);
  if (only !== undefined && !names.includes(only))
    throw usage(`there is no set called ${only}`, `the sets are ${names.join(", ")}`);
  checkFolders(folders);
  const wanted = ({ name }: { readonly name: string }): boolean => only === undefined || only === name;
  const tallies: Tally[] = [];
  for (const set of sets.filter(wanted)) {
    const files = set.find(folders);
    if (files.length === 0) {
      print(`${set.name}: not run: not in ${folders.join(", ")}`);
      continue;
    }
    const tally = await runSet(set, files, disputed);
    tallies.push(tally);
    print(line(set.name, tally));
  }
  for (const planned of plannedSets.filter(wanted))
    if (holds(folders, planned)) print(`${planned.name}: not run: no engine yet`);
  const total = merge(tallies);
  print(line("total", total));
  printFailures(total.failures, print);
  if (file !== undefined) writeFileSync(file, total.failures.map((failure) => `${JSON.stringify(failure)}\n`).join(""));
  if (total.failures.length > 0) return 1;
  return total.passed + total.disputed > 0 ? 0 : 2;
}
