// Finding the fields that break a rule, over the pod and its containers in upstream's order.
import { formatPath, type PathSegment } from "../../core/index.ts";
import { placedContainers, type Container, type PodSpec } from "../../kubernetes/index.ts";
import type { Place } from "./control.ts";

type Found = Place["found"];

/** Makes the place of a field below something; `found` is undefined for a field that is not set. */
export type PlaceField = (found: Found, ...segments: readonly PathSegment[]) => Place;

/** A place below `spec` of the pod. */
export const podPlace: PlaceField = (found, ...segments) =>
  withFound({ path: formatPath(["spec", ...segments]) }, found);

function withFound(place: Place, found: Found): Place {
  return found === undefined ? place : { ...place, found };
}

/** The containers that break a rule, by name and in order, and where they do. */
export interface Offenders {
  readonly names: readonly string[];
  readonly places: readonly Place[];
}

interface Asked {
  readonly container: Container;
  readonly place: PlaceField;
}

const asked = new WeakMap<PodSpec, readonly Asked[]>();

/** Remembered: many controls ask of one spec. */
function askedContainers(spec: PodSpec): readonly Asked[] {
  const known = asked.get(spec);
  if (known !== undefined) return known;
  const all = placedContainers(spec).map(({ container, field, index }): Asked => {
    const name = container.name ?? "";
    const place: PlaceField = (value, ...segments) =>
      withFound({ path: formatPath(["spec", field, index, ...segments]), container: name }, value);
    return { container, place };
  });
  asked.set(spec, all);
  return all;
}

const nobody: Offenders = { names: [], places: [] };

/** Asks of every container (init, main, ephemeral) where it breaks a rule. */
export function offendersIn(
  spec: PodSpec,
  judge: (container: Container, place: PlaceField) => readonly Place[],
): Offenders {
  let offenders: { readonly names: string[]; readonly places: Place[] } | undefined;
  for (const { container, place } of askedContainers(spec)) {
    const found = judge(container, place);
    if (found.length === 0) continue;
    offenders ??= { names: [], places: [] };
    offenders.names.push(container.name ?? "");
    offenders.places.push(...found);
  }
  return offenders ?? nobody;
}

/** The values found at places, as text, in order and as often as they occur. */
export function textsFound(places: readonly Place[]): string[] {
  return places.map(({ found }) => String(found ?? ""));
}
