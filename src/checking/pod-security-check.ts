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
import { workloads, type Workload } from "../model/index.ts";
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

function judge(revision: Revision, { template, spec }: Workload): Verdict {
  return revision.judge(template.metadata ?? {}, withDefaultVolumes(spec));
}

/** Places of a restricted control that a baseline control it overrides refuses already: that one's check reports them. */
function reportedElsewhere({ overrides = [] }: Revision, workload: Workload, version: Minor): ReadonlySet<string> {
  const verdicts = overrides.flatMap((id) => {
    const revision = revisionAt(controlOf(id), version);
    return revision === undefined ? [] : [judge(revision, workload)];
  });
  return new Set(verdicts.flatMap((verdict) => (verdict.allowed ? [] : verdict.places.map(({ path }) => path))));
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

function* findings<M extends string>(
  check: PodSecurityCheck<M>,
  active: { readonly control: Control; readonly revision: Revision; readonly version: Minor },
  workload: Workload,
): Iterable<Finding<M>> {
  const { control, revision, version } = active;
  const verdict = judge(revision, workload);
  if (verdict.allowed) {
    if (verdict.exemption === undefined) return;
    const { ref, prefix } = workload;
    const { exemption } = verdict;
    const evidence = [fieldEvidence(workload, exemption)];
    yield {
      object: ref,
      message: "exempt" as M,
      outcome: "pass",
      path: prefix + exemption.path,
      data: dataOf(exemption),
      evidence,
    };
    return;
  }
  const elsewhere = reportedElsewhere(revision, workload, version);
  const places = verdict.places.filter(({ path }) => !elsewhere.has(path));
  const text = `Pod Security ${control.level}:v${version} refuses it: ${verdict.reason} (${verdict.detail})`;
  for (const place of places) yield finding(check, { place, places, workload }, { source: "rule", text });
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
      const { version } = context;
      const revision = revisionAt(control, version);
      if (revision === undefined) return;
      for (const workload of context.each(workloads(model)))
        yield* findings(definition, { control, revision, version }, workload);
    },
  });
}
