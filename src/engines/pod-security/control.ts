// What a control of the Pod Security Standards is: a rule with a history, one revision for each minor that changed it.
import { compareMinor, type Minor } from "../../core/index.ts";
import type { ObjectMeta, PodSpec } from "../../kubernetes/index.ts";

/** The levels of the standard, loosest first. */
export const levels = ["privileged", "baseline", "restricted"] as const;

/** A level a namespace can ask for. */
export type Level = (typeof levels)[number];

/** The controls, by the names the admission component gives them. */
export type ControlId =
  | "allowPrivilegeEscalation"
  | "appArmorProfile"
  | "capabilities_baseline"
  | "capabilities_restricted"
  | "hostNamespaces"
  | "hostPathVolumes"
  | "hostPorts"
  | "hostProbesAndHostLifecycle"
  | "privileged"
  | "procMount"
  | "procMount_restricted"
  | "restrictedVolumes"
  | "runAsNonRoot"
  | "runAsUser"
  | "seLinuxOptions"
  | "seccompProfile_baseline"
  | "seccompProfile_restricted"
  | "sysctls"
  | "windowsHostProcess";

/** One field that decided: where it is in the pod, in which container, and what was found (absent: it is not set). */
export interface Place {
  /** From the pod or pod template: `spec.containers[0].securityContext.privileged`. */
  readonly path: string;
  /** Name of the container the field belongs to; absent for the pod's own fields. */
  readonly container?: string;
  readonly found?: string | number | bigint | boolean;
}

/**
 * What a control says of a pod. `reason` and `detail` are letter for letter what the admission component prints.
 * `exemption` is the field that let an otherwise refused pod through.
 */
export type Verdict =
  | { readonly allowed: true; readonly exemption?: Place }
  | { readonly allowed: false; readonly reason: string; readonly detail: string; readonly places: readonly Place[] };

/** Judges a pod by its metadata and spec; pure, linear in the pod. */
export type Judge = (metadata: ObjectMeta, spec: PodSpec) => Verdict;

/** A rule as it holds from one minor on. */
export interface Revision {
  readonly since: Minor;
  /** The proposal or pull request that made it so. */
  readonly source: `https://${string}`;
  /** Baseline controls this stricter one stands in for at the restricted level. */
  readonly overrides?: readonly ControlId[];
  readonly judge: Judge;
}

/** A control of the standard; a baseline control holds at the restricted level too, unless it is overridden there. */
export interface Control {
  readonly id: ControlId;
  readonly level: Exclude<Level, "privileged">;
  /** Oldest first. */
  readonly revisions: readonly [Revision, ...Revision[]];
}

/** The proposal that introduced Pod Security admission and the first revision of most controls. */
export const podSecurityProposal =
  "https://github.com/kubernetes/enhancements/tree/master/keps/sig-auth/2579-psp-replacement";

/** The revision in force at a version; undefined where the control is younger. Newer versions keep the last one. */
export function revisionAt(control: Control, version: Minor): Revision | undefined {
  return control.revisions.findLast(({ since }) => compareMinor(since, version) <= 0);
}

const pass: Verdict = Object.freeze({ allowed: true });

/** Refuses when there is a place to refuse, else allows; `detail` is only written when needed. */
export function refuseIfAny(places: readonly Place[], reason: string, detail: () => string): Verdict {
  return places.length === 0 ? pass : { allowed: false, reason, detail: detail(), places };
}
