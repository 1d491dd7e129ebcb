// What a check cannot see in a model, from the parts it says it reads.
import { gapOf, type ClusterModel, type Gap } from "../model/index.ts";
import type { Check, Read } from "./check.ts";

/** The gaps that matter to one check. */
export interface BlindSpots {
  /** Nothing can be said at all. */
  readonly blind: boolean;
  /** The first gap: why a pass would be a guess. */
  readonly gap?: Gap;
  /** Whether anything is hidden. */
  readonly mayHide: boolean;
  /** Whether an object of this namespace (undefined: cluster-scoped) cannot be judged. */
  hides(namespace: string | undefined): boolean;
}

function missing(model: ClusterModel, read: Read): Gap | undefined {
  const part = model.parts[read.part];
  if (read.as === "all") return gapOf(part);
  return part.status === "given" ? undefined : gapOf(part);
}

/** Whether a gap leaves nothing to say: the whole part is unseen, or absence anywhere would matter. */
function blinds(model: ClusterModel, read: Read): boolean {
  const part = model.parts[read.part];
  if (read.as === "each") return false;
  if (read.within === "namespace") return part.status === "not-collected" || part.status === "given";
  return part.status !== "collected";
}

/**
 * The blind spots of a check. A part read one by one blinds only what it lacks; where every such part is missing,
 * or one that is argued about from absence is, the check is blind.
 */
export function blindSpots(check: Check, model: ClusterModel): BlindSpots {
  const gaps = check.reads.map((read) => missing(model, read));
  const gap = gaps.find((found) => found !== undefined);
  const judged = check.reads.filter(({ as }) => as === "each");
  const allUnseen = judged.length > 0 && judged.every(({ part }) => model.parts[part].status === "not-collected");
  const local = check.reads.filter(
    (read) => read.as === "all" && read.within === "namespace" && model.parts[read.part].status !== "collected",
  );
  return {
    blind: allUnseen || check.reads.some((read) => blinds(model, read)),
    ...(gap === undefined ? {} : { gap }),
    mayHide: local.length > 0,
    hides: (namespace) => local.some(({ part }) => gapOf(model.parts[part], namespace) !== undefined),
  };
}
