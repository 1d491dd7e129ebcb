// Lets objects that say the same share what they say: pods of one template cost the memory of one.
import type { KubernetesObject } from "./metadata.ts";

type Mutable = Record<string, unknown>;

/** `like` where the value equals it; else the value, with all below it that equals its counterpart shared. */
function shared(value: unknown, like: unknown): unknown {
  if (value === like) return like;
  if (typeof value !== "object" || typeof like !== "object" || value === null || like === null) return value;
  if (Array.isArray(value)) return Array.isArray(like) ? sharedItems(value, like) : value;
  return Array.isArray(like) ? value : sharedFields(value as Mutable, like as Mutable);
}

function sharedItems(items: unknown[], like: readonly unknown[]): unknown {
  let equal = items.length === like.length;
  for (let index = 0; index < items.length; index++) {
    const item = shared(items[index], like[index]);
    if (item !== like[index]) equal = false;
    else items[index] = item;
  }
  return equal ? like : items;
}

function sharedFields(fields: Mutable, like: Mutable): unknown {
  let count = 0;
  let equal = true;
  for (const key in fields) {
    count++;
    // What JavaScript takes for the prototype is nobody's to share; all other names of it are functions, which nothing equals.
    const before = key === "__proto__" ? undefined : like[key];
    if (before === undefined) equal = false;
    else if (fields[key] !== before) {
      if (shared(fields[key], before) === before) fields[key] = before;
      else equal = false;
    }
  }
  return equal && count === Object.keys(like).length ? like : fields;
}

/**
 * Makes an object that was just admitted share with another of its kind whatever is equal in both; neither says anything else
 * than before. Best given the object before it: lists come sorted by name, so pods of one template stand together. Linear in
 * the object.
 */
export function shareParts(object: KubernetesObject, like: KubernetesObject | undefined): void {
  if (like !== undefined) sharedFields(object as unknown as Mutable, like as unknown as Mutable);
}
