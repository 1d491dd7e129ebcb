// Names of generated policies: legal, unique in their namespace, the same on every run, and known as ours.
import type { Unit } from "./generate-units.ts";

/** On every generated policy: why it is there. */
export const whyAnnotation = "plimsoll.dev/why";

const longest = 200;

function legal(text: string): string {
  const plain = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, "-")
    .replaceAll(/\.+(?=[.-])|(?<=-)\.+/g, "")
    .slice(0, longest)
    .replaceAll(/^[.-]+|[.-]+$/g, "");
  return plain === "" ? "workload" : plain;
}

/** A name for the policy of a workload, or for one of another purpose; `taken` learns it. */
export function policyName(of: Pick<Unit, "name" | "kind"> | string, taken: Set<string>): string {
  const wanted = typeof of === "string" ? [of] : [legal(of.name), legal(`${of.name}-${of.kind}`)];
  const base = wanted.find((name) => !taken.has(`plimsoll-${name}`)) ?? wanted.at(-1) ?? "";
  let name = `plimsoll-${base}`;
  for (let number = 2; taken.has(name); number++) name = `plimsoll-${base}-${number}`;
  taken.add(name);
  return name;
}
