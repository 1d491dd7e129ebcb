// Whether two templates are the same at sight, without taking them apart: thousands of pods differ in nothing but their names.
import type { Container, PodSpec, PodTemplate } from "../kubernetes/index.ts";
import { isAddedVolume, isFilledIn, isLimited, isOfToken, type TemplateHolder } from "./pod-additions.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Whether two values are the same without looking for what merely means the same. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && isSameList(a, b);
  const [left, right] = [a as Fields, b as Fields];
  let count = 0;
  for (const key in left) {
    if (!Object.hasOwn(right, key) || !isSame(left[key], right[key])) return false;
    count++;
  }
  return Object.keys(right).length === count;
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!isSame(a[index], b[index])) return false;
  return true;
}

/** Whether two lists are the same but for items that were added to either. */
function isSameBut<T>(
  a: readonly T[] = [],
  b: readonly T[] = [],
  isAddedToA: (item: T) => boolean,
  isAddedToB: (item: T) => boolean,
): boolean {
  let at = 0;
  for (const item of a) {
    if (isAddedToA(item)) continue;
    for (; at < b.length; at++) if (!isAddedToB(b[at] as T)) break;
    if (at === b.length || !isSame(item, b[at])) return false;
    at++;
  }
  for (; at < b.length; at++) if (!isAddedToB(b[at] as T)) return false;
  return true;
}

/** Whether all fields are alike; those of one that the other has not are compared with undefined. */
function areFieldsAlike(
  a: Fields,
  b: Fields,
  isAlike: (key: string, left: unknown, right: unknown) => boolean,
): boolean {
  for (const key in a) if (!isAlike(key, a[key], b[key])) return false;
  for (const key in b) if (a[key] === undefined && !isAlike(key, undefined, b[key])) return false;
  return true;
}

type Mounts = Container["volumeMounts"];

function isContainerFieldAlike(key: string, left: unknown, right: unknown): boolean {
  if (key === "volumeMounts") return isSameBut(left as Mounts, right as Mounts, isOfToken, isOfToken);
  return isSame(left, right);
}

function areContainersAlike(a: readonly Container[] = [], b: readonly Container[] = []): boolean {
  return (
    a.length === b.length &&
    a.every((container, index) => areFieldsAlike(container as Fields, b[index] as Fields, isContainerFieldAlike))
  );
}

function accountOf({ serviceAccountName, serviceAccount }: PodSpec): string {
  return serviceAccountName ?? serviceAccount ?? "default";
}

/**
 * True only for templates that are equal without what was added to them (withoutAdditions); not for all of them. Linear in the
 * specs, and makes nothing.
 */
export function areAlike(a: PodTemplate, ofA: TemplateHolder, b: PodTemplate, ofB: TemplateHolder): boolean {
  if (isLimited(ofA) !== isLimited(ofB) || (isLimited(ofA) && ofA.template !== ofB.template)) return false;
  const [left, right] = [a.spec ?? {}, b.spec ?? {}];
  if (accountOf(left) !== accountOf(right)) return false;
  return areFieldsAlike(left, right, (key, one, other) => {
    if (isFilledIn(key) || key === "serviceAccountName") return true;
    if (key === "containers" || key === "initContainers")
      return areContainersAlike(one as PodSpec["containers"], other as PodSpec["containers"]);
    if (key !== "volumes") return isSame(one, other);
    const volumes = [one, other] as readonly PodSpec["volumes"][];
    return isSameBut(volumes[0], volumes[1], isAddedVolume(ofA), isAddedVolume(ofB));
  });
}
