// Derived indexes: built once for the parts they read, shared by every check, rebuilt only when those parts change.
import type { ClusterModel, PartName, Parts } from "./cluster-model.ts";

interface Memo {
  readonly parts: readonly unknown[];
  readonly value: unknown;
}

const memos = new WeakMap<object, Memo[]>();
const remembered = 8;
/** By all parts of a model, then by build: what was answered about this very model before. */
const answers = new WeakMap<object, Map<object, unknown>>();

function valueOf<P extends PartName, T>(
  model: ClusterModel,
  names: readonly P[],
  build: (parts: Pick<Parts, P>) => T,
): T {
  const parts = names.map((name) => model.parts[name]);
  const known = memos.get(build) ?? [];
  const hit = known.find((memo) => memo.parts.every((part, index) => part === parts[index]));
  if (hit !== undefined) return hit.value as T;
  const value = build(Object.fromEntries(names.map((name) => [name, model.parts[name]])) as Pick<Parts, P>);
  memos.set(build, [{ parts, value }, ...known].slice(0, remembered));
  return value;
}

/**
 * The value of `build` over the named parts, remembered by the identity of those parts. `build` must be a
 * module-level function: it is the key. It sees the named parts and nothing else.
 */
export function derive<const P extends PartName, T>(
  model: ClusterModel,
  names: readonly P[],
  build: (parts: Pick<Parts, P>) => T,
): T {
  let ofModel = answers.get(model.parts);
  if (ofModel === undefined) answers.set(model.parts, (ofModel = new Map()));
  const known = ofModel.get(build);
  if (known !== undefined) return known as T;
  const value = valueOf(model, names, build);
  ofModel.set(build, value);
  return value;
}
