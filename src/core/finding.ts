// Findings: what a check says of one object.
import type { Evidence } from "./evidence.ts";
import type { Fix } from "./fix.ts";
import type { ObjectRef } from "./object-ref.ts";
import type { Severity } from "./severity.ts";

/** The answer of a check. Unknown is neither pass nor fail: something needed was not seen. */
export type Outcome = "pass" | "fail" | "unknown" | "not-applicable";

/** What a check says of one object; `M` are the ids of the check's messages. */
export interface Finding<M extends string = string> {
  /** A Kubernetes object (topmost controller in the model), a node or a file. */
  readonly object: ObjectRef;
  /** Key into the check's messages. */
  readonly message: M;
  /** Default fail; a pass carries evidence too. */
  readonly outcome?: "pass" | "fail" | "unknown";
  /** Default the check's. */
  readonly severity?: Severity;
  /** Values for the placeholders of the message. */
  readonly data?: Readonly<Record<string, string | number>>;
  /** Field path into the object: spec.containers[0].image */
  readonly path?: string;
  readonly evidence?: readonly Evidence[];
  /** A patch, provable by running the check again. */
  readonly fix?: Fix;
}

/** A message taken apart: text, the name of a placeholder, text, and so on. */
const takenApart = new Map<string, readonly string[]>();
const mostRemembered = 4096;

function partsOf(template: string): readonly string[] {
  const known = takenApart.get(template);
  if (known !== undefined) return known;
  if (takenApart.size >= mostRemembered) takenApart.clear();
  const parts = template.split(/\{(\w+)\}/);
  takenApart.set(template, parts);
  return parts;
}

/** Fills `{name}` placeholders of a message; a placeholder without a value stays visible. */
export function renderMessage(template: string, data: Readonly<Record<string, string | number>> = {}): string {
  let text = "";
  let isName = false;
  for (const part of partsOf(template)) {
    text += !isName ? part : Object.hasOwn(data, part) ? String(data[part]) : `{${part}}`;
    isName = !isName;
  }
  return text;
}
