// What was not seen, and how to let Plimsoll see it: an entry for each part some check wanted.
import type { Check } from "../../checking/index.ts";
import type { CoverageGap } from "../../core/index.ts";
import type { ClusterModel, PartName } from "../../model/index.ts";
import { compareText } from "./report-order.ts";

function unseen(model: ClusterModel, name: PartName): CoverageGap[] {
  const part = model.parts[name];
  if (part.status !== "partial" && part.status !== "not-collected") return [];
  const { reason, remedy, namespaces } = part.gap;
  return [{ part: name, status: part.status, reason, remedy, ...(namespaces === undefined ? {} : { namespaces }) }];
}

/** Files are what they are: one line says which questions they leave open, instead of one line a kind. */
function beyondFiles(model: ClusterModel, checks: readonly Check[]): CoverageGap[] {
  const gaps = checks.flatMap(({ reads }) => {
    const open = reads.find(({ part, as }) => as === "all" && model.parts[part].status === "given");
    const part = open === undefined ? undefined : model.parts[open.part];
    return part === undefined || part.status !== "given" ? [] : [part.gap];
  });
  const [first] = gaps;
  if (first === undefined) return [];
  const what = gaps.length === 1 ? "1 check needs" : `${gaps.length} checks need`;
  const reason = `${what} to know what else is in the cluster: ${first.reason}`;
  return [{ part: "everything outside the input", status: "partial", reason, remedy: first.remedy }];
}

/** The gaps of a model that matter to the checks, by part. */
export function coverageOf(model: ClusterModel, checks: readonly Check[]): CoverageGap[] {
  const wanted = [...new Set(checks.flatMap(({ reads }) => reads.map(({ part }) => part)))].sort(compareText);
  return [...beyondFiles(model, checks), ...wanted.flatMap((name) => unseen(model, name))];
}
