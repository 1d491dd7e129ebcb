// Waivers written on the objects themselves: `plimsoll.dev/waive.<check>: "reason; expires=2027-01-31; path=…; owner=…"`.
import { didYouMean, formatPath, objectKey } from "../../core/index.ts";
import { kindNames, refOf, type KubernetesObject } from "../../kubernetes/index.ts";
import { ownerOf, workloads, type ClusterModel } from "../../model/index.ts";
import { endOfDay } from "./calendar-date.ts";
import type { Waiver } from "./parse-waivers.ts";

/** What annotation keys of waivers begin with; the id of the check follows. */
const waiverAnnotation = "plimsoll.dev/waive.";

/** A waiver of an annotation, or why its text cannot be used. */
export interface AnnotationWaiver {
  readonly check: string;
  readonly waiver: Omit<Waiver, "check" | "object"> | { readonly fault: string };
  /** Keys of the objects whose findings it excuses: the object itself, and what it owns. */
  readonly target: string;
  /** Equal for the same waiver on every pod of one owner. */
  readonly group: string;
  readonly object: KubernetesObject;
  /** Field path of the annotation. */
  readonly path: string;
}

const settings = ["expires", "owner", "path"];

/** Reads `reason; expires=DATE; owner=TEXT; path=PATTERN`; the reason comes first and must be there. */
export function parseAnnotation(text: string): AnnotationWaiver["waiver"] {
  const [reason = "", ...rest] = text.split(";").map((part) => part.trim());
  if (reason === "" || /^(?:expires|owner|path)=/.test(reason)) return { fault: "it must begin with a reason" };
  const given: Record<string, string> = {};
  for (const part of rest.filter((one) => one !== "")) {
    const [, key = "", value = ""] = /^([a-z]+)\s*=\s*(.*)$/s.exec(part) ?? [];
    if (!settings.includes(key) || value === "")
      return { fault: `"${part}" is none of expires=, owner=, path=.${didYouMean(key, settings)}` };
    given[key] = value;
  }
  const expires = given["expires"];
  if (expires !== undefined && endOfDay(expires) === undefined)
    return { fault: `expires must be a day of the calendar such as 2027-01-31, not "${expires}"` };
  return { reason, ...given };
}

type Annotations = Readonly<Record<string, string>> | undefined;

function waiversOf(
  model: ClusterModel,
  object: KubernetesObject,
  annotations: Annotations,
  prefix: string,
): AnnotationWaiver[] {
  const keys = Object.keys(annotations ?? {}).filter((key) => key.startsWith(waiverAnnotation));
  return keys.map((key) => {
    const check = key.slice(waiverAnnotation.length);
    const text = annotations?.[key] ?? "";
    const ref = refOf(object);
    return {
      check,
      waiver: parseAnnotation(text),
      target: objectKey(ref),
      group: JSON.stringify([objectKey(ownerOf(model, ref)), check, text]),
      object,
      path: `${prefix}${formatPath(["metadata", "annotations", key])}`,
    };
  });
}

/** Every waiver annotation of a model: on objects, and on the pod templates of workloads. Linear in annotations. */
export function annotationWaivers(model: ClusterModel): AnnotationWaiver[] {
  const onObjects = kindNames.flatMap((part) =>
    (model.parts[part].objects as readonly KubernetesObject[]).flatMap((object) =>
      waiversOf(model, object, object.metadata.annotations, ""),
    ),
  );
  const onTemplates = workloads(model)
    .filter(({ prefix }) => prefix !== "")
    .flatMap(({ object, template, prefix }) => waiversOf(model, object, template.metadata?.annotations, prefix));
  return [...onObjects, ...onTemplates];
}
