// Other tools whose opinions are compared: where their cases lie, and how a row is read.
import type { CheckMap } from "./maps/check-map.ts";
import { kubeaudit } from "./maps/kubeaudit.ts";
import { kubelinter } from "./maps/kubelinter.ts";
import { polaris } from "./maps/polaris.ts";
import { regolibrary } from "./maps/regolibrary.ts";
import { trivy } from "./maps/trivy.ts";

/** One case of another tool: what it says of some objects. */
export interface Case {
  readonly check: string;
  /** Where upstream keeps it. */
  readonly name: string;
  readonly expect: string;
  readonly objects: readonly unknown[];
}

/** A tool, and the folder its cases lie in (in cases.jsonl or cases.jsonl.gz). */
export interface Tool {
  readonly name: string;
  readonly map: CheckMap;
  readonly read: (row: Readonly<Record<string, unknown>>) => Case;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function resourceCase({ check, file, test, expect, resources }: Readonly<Record<string, unknown>>): Case {
  return { check: String(check), name: String(file ?? test), expect: String(expect), objects: listOf(resources) };
}

function ruleCase({ rule, test, expect, inputs }: Readonly<Record<string, unknown>>): Case {
  return { check: String(rule), name: String(test), expect: String(expect), objects: listOf(inputs) };
}

/** Trivy leaves the namespace of control plane pods out. */
function trivyCase(row: Readonly<Record<string, unknown>>): Case {
  const one = resourceCase(row);
  if (!one.check.startsWith("KCV-")) return one;
  const place = (object: unknown): unknown => {
    const { metadata } = object as { readonly metadata?: object };
    return metadata === undefined
      ? object
      : { ...(object as object), metadata: { namespace: "kube-system", ...metadata } };
  };
  return { ...one, objects: one.objects.map(place) };
}

export const tools: readonly Tool[] = [
  { name: "kubelinter", map: kubelinter, read: resourceCase },
  { name: "polaris", map: polaris, read: resourceCase },
  { name: "trivy", map: trivy, read: trivyCase },
  { name: "kubeaudit", map: kubeaudit, read: resourceCase },
  { name: "regolibrary", map: regolibrary, read: ruleCase },
];
