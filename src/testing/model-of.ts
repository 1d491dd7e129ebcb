// A model from raw objects, as if a cluster held exactly these.
import { parseMinor, PlimsollError, type Minor } from "../core/index.ts";
import { admit, type KindName, kindNames, type KubernetesObject } from "../kubernetes/index.ts";
import { buildModel, type ClusterModel, type Part, type PartName } from "../model/index.ts";

/** What a model made for a test is like; by default everything was collected, on 1.36, at a fixed time. */
export interface ModelTraits {
  readonly version?: Minor;
  readonly asOf?: string;
  /** Parts that were not collected. */
  readonly missing?: readonly PartName[];
  /** Parts that were not collected in these namespaces. */
  readonly partial?: Partial<Readonly<Record<PartName, readonly string[]>>>;
  /** Every part is only what files held. */
  readonly given?: boolean;
}

const gap = { reason: "the list was refused", remedy: "allow it" };

function admitAll(objects: readonly unknown[]): Map<KindName, KubernetesObject[]> {
  const byKind = new Map<KindName, KubernetesObject[]>(kindNames.map((name) => [name, []]));
  for (const object of objects) {
    const admission = admit(structuredClone(object));
    if (admission.status !== "admitted") {
      throw new PlimsollError("PLIMSOLL_INTERNAL", {
        message: "a test object is not valid",
        hint: JSON.stringify(admission),
      });
    }
    byKind.get(admission.kind)?.push(admission.object);
  }
  return byKind;
}

function withGap(part: Part<never>, namespaces: readonly string[] | undefined): Part<never> {
  if (namespaces === undefined) return { status: "not-collected", objects: [], gap };
  const objects = (part.objects as readonly KubernetesObject[]).filter(
    ({ metadata }) => !namespaces.includes(metadata.namespace ?? ""),
  );
  return { status: "partial", objects: objects as never[], gap: { ...gap, namespaces } };
}

/** A model that holds these objects; each is cloned and admitted, and an invalid one is an error of the test. */
export function modelOf(objects: readonly unknown[], traits: ModelTraits = {}): ClusterModel {
  const parts = new Map<KindName, Part<KubernetesObject>>();
  for (const [kind, items] of admitAll(objects)) {
    parts.set(
      kind,
      traits.given === true ? { status: "given", objects: items, gap } : { status: "collected", objects: items },
    );
  }
  const minor = traits.version ?? "1.36";
  const model = buildModel(
    {
      origin: { kind: "cluster", label: "test" },
      version: { minor, source: "server" },
      parts,
      others: { status: "not-collected", gap },
      otherKinds: [],
      problems: [],
      locate: () => undefined,
    },
    { now: traits.asOf ?? "2026-11-23T00:00:00Z", newestSupported: parseMinor("1.37") ?? minor },
  );
  const changed = [...(traits.missing ?? []), ...(Object.keys(traits.partial ?? {}) as PartName[])];
  const overrides = changed.map((name) => [name, withGap(model.parts[name] as Part<never>, traits.partial?.[name])]);
  return { ...model, parts: { ...model.parts, ...Object.fromEntries(overrides) } };
}
