// Parts of the model: what was collected, what was not, and how it could be.

/** Why a part is not, or only partly, known, and what to do about it. */
export interface Gap {
  readonly reason: string;
  readonly remedy: string;
  /** For a part collected in some namespaces: the ones that are missing, where they are known. */
  readonly namespaces?: readonly string[];
  /** The ones that were read completely, where not even the names of the others are known. */
  readonly seen?: readonly string[];
}

/**
 * Objects of one kind (or instances of one component).
 * - `collected`: all there are; only this supports an argument from absence.
 * - `given`: what the user's files hold; each object can be judged, but others may exist elsewhere.
 * - `partial`: some namespaces could not be read.
 * - `not-collected`: nothing is known.
 */
export type Part<T> =
  | { readonly status: "collected"; readonly objects: readonly T[] }
  | { readonly status: "given" | "partial"; readonly objects: readonly T[]; readonly gap: Gap }
  | { readonly status: "not-collected"; readonly objects: readonly never[]; readonly gap: Gap };

/** Why absence of an object from a part proves nothing (for one namespace, where given); undefined when it does. */
export function gapOf(part: Part<unknown>, namespace?: string): Gap | undefined {
  if (part.status === "collected") return undefined;
  const { namespaces: missing, seen } = part.gap;
  if (part.status !== "partial" || namespace === undefined) return part.gap;
  return seen?.includes(namespace) === true || missing?.includes(namespace) === false ? undefined : part.gap;
}
