// The one definition behind every check of a Pod Security control: the engine refuses, the check says where and what to do.
import {
  parsePath,
  valueAt,
  type Evidence,
  type Finding,
  type JsonValue,
  type Minor,
  type Severity,
} from "../core/index.ts";
import {
  controlOf,
  revisionAt,
  withDefaultVolumes,
  type Control,
  type ControlId,
  type Place,
  type Revision,
  type Verdict,
} from "../engines/pod-security/index.ts";
import type { PodSpec } from "../kubernetes/index.ts";
import {
  derive,
  workloadParts,
  workloads,
  type ClusterModel,
  type Parts,
  type Workload,
  type WorkloadPart,
} from "../model/index.ts";
import { defineCheck, type Check, type URLString } from "./check.ts";
import { fixField, type FieldChange } from "./field-change.ts";
import { workloadReads } from "./workload-reads.ts";

/** What to say of one place; `{holder}`, `{container}` and `{found}` are filled in, `data` adds to them. */
export interface PlaceReport<M extends string> {
  readonly message: M;
  readonly severity?: Severity;
  readonly data?: Readonly<Record<string, string>>;
  /** The change that makes the place right; its path defaults to the place. None where only the owner can decide. */
  readonly change?: Omit<FieldChange, "path"> & { readonly path?: string };
}

/** A place that was refused, with everything the same control refused in the same workload. Paths are in the pod. */
export interface RefusedPlace {
  readonly place: Place;
  readonly places: readonly Place[];
  readonly workload: Workload;
}

/** A check of one control. The message `exempt`, where there is one, is a pass that rests on an exemption. */
export interface PodSecurityCheck<M extends string> extends Pick<
  Check<M>,
  "id" | "title" | "severity" | "rationale" | "remediation" | "messages" | "versions" | "aliases"
> {
  readonly control: ControlId;
  readonly report: (refused: RefusedPlace) => PlaceReport<NoInfer<M>>;
}

const standard: URLString = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";

/** Specs that admission sees otherwise than they are written, which few are. */
function defaultedSpecs(parts: Pick<Parts, WorkloadPart>): ReadonlyMap<PodSpec, PodSpec> {
  const found = new Map<PodSpec, PodSpec>();
  for (const { spec } of workloads({ parts } as ClusterModel)) {
    const defaulted = withDefaultVolumes(spec);
    if (defaulted !== spec) found.set(spec, defaulted);
  }
  return found;
}

type Refusal = Extract<Verdict, { readonly allowed: false }>;
type Judge = (revision: Revision, workload: Workload) => Verdict;

function judgeIn(model: ClusterModel): Judge {
  const defaulted = derive(model, workloadParts, defaultedSpecs);
  return ({ judge }, { template, spec }) => judge(template.metadata ?? {}, defaulted.get(spec) ?? spec);
}

/** Places of a restricted control that a baseline control it overrides refuses already: that one's check reports them. */
function reportedElsewhere(overridden: readonly Revision[], workload: Workload, judge: Judge): ReadonlySet<string> {
  const found = new Set<string>();
  for (const revision of overridden) {
    const verdict = judge(revision, workload);
    if (!verdict.allowed) for (const { path } of verdict.places) found.add(path);
  }
  return found;
}

function fieldEvidence({ prefix }: Workload, { path, found }: Place): Evidence {
  const at = prefix + path;
  if (found === undefined) return { source: "absence", path: at, text: `${at} is not set` };
  return {
    source: "field",
    path: at,
    value: typeof found === "bigint" ? String(found) : found,
    text: `${at} is ${found}`,
  };
}

function dataOf({ container, found = "" }: Place): Record<string, string> {
  const holder = container === undefined ? "the pod" : `container ${container}`;
  return { holder, container: container ?? "", found: String(found) };
}

function finding<M extends string>(check: PodSecurityCheck<M>, refused: RefusedPlace, rule: Evidence): Finding<M> {
  const { place, workload } = refused;
  const { message, severity, data, change } = check.report(refused);
  // Ephemeral containers cannot be changed once they were added.
  const fixable = change !== undefined && !place.path.startsWith("spec.ephemeralContainers");
  return {
    object: workload.ref,
    message,
    path: workload.prefix + place.path,
    data: { ...dataOf(place), ...data },
    evidence: [fieldEvidence(workload, place), rule],
    ...(severity === undefined ? {} : { severity }),
    ...(fixable
      ? { fix: fixField(workload.object, { ...change, path: workload.prefix + (change.path ?? place.path) }) }
      : {}),
  };
}

function exempted<M extends string>({ ref, prefix }: Workload, exemption: Place, evidence: Evidence): Finding<M> {
  const path = prefix + exemption.path;
  return { object: ref, message: "exempt" as M, outcome: "pass", path, data: dataOf(exemption), evidence: [evidence] };
}

/** A control as it is in force, with the controls it stands in for. */
interface Active {
  readonly control: Control;
  readonly revision: Revision;
  readonly overridden: readonly Revision[];
  readonly version: Minor;
}

function activeAt(control: Control, version: Minor): Active | undefined {
  const revision = revisionAt(control, version);
  if (revision === undefined) return undefined;
  const overridden = (revision.overrides ?? []).flatMap((id) => revisionAt(controlOf(id), version) ?? []);
  return { control, revision, overridden, version };
}

function refusals<M extends string>(
  check: PodSecurityCheck<M>,
  { control, overridden, version }: Active,
  { workload, verdict, judge }: { readonly workload: Workload; readonly verdict: Refusal; readonly judge: Judge },
): Finding<M>[] {
  const elsewhere = reportedElsewhere(overridden, workload, judge);
  const places = verdict.places.filter(({ path }) => !elsewhere.has(path));
  const text = `Pod Security ${control.level}:v${version} refuses it: ${verdict.reason} (${verdict.detail})`;
  return places.map((place) => finding(check, { place, places, workload }, { source: "rule", text }));
}

/** The list a place stands in, without the items of it that were refused; removed where nothing is left. */
export function withoutRefusedItems({
  place,
  places,
  workload,
}: RefusedPlace): Pick<FieldChange, "path"> & { value?: JsonValue } {
  const path = place.path.replace(/\[\d+\]$/, "");
  const refused = new Set(places.map((other) => other.path));
  const items = valueAt(workload.object, parsePath(workload.prefix + path));
  const kept = (Array.isArray(items) ? (items as readonly JsonValue[]) : []).filter(
    (_, index) => !refused.has(`${path}[${index}]`),
  );
  return kept.length === 0 ? { path } : { path, value: kept };
}

/** A check of one control of the Pod Security Standards over every pod template, as of the cluster's version. */
export function podSecurityCheck<const M extends string>(definition: PodSecurityCheck<M>): Check<M> {
  const { control: id, report: _report, ...metadata } = definition;
  const control = controlOf(id);
  const sources = new Set<URLString>(control.revisions.map(({ source }) => source));
  return defineCheck<M>({
    ...metadata,
    domain: "workloads",
    rationale: `${metadata.rationale} The ${control.level} level of the Pod Security Standards forbids it.`,
    references: [standard, ...sources],
    reads: workloadReads,
    *run(model, context) {
      const active = activeAt(control, context.version);
      if (active === undefined) return;
      const judge = judgeIn(model);
      for (const workload of context.each(workloads(model))) {
        const verdict = judge(active.revision, workload);
        if (!verdict.allowed) yield* refusals(definition, active, { workload, verdict, judge });
        else if (verdict.exemption !== undefined)
          yield exempted(workload, verdict.exemption, fieldEvidence(workload, verdict.exemption));
      }
    },
  });
}
