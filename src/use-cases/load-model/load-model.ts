// Reads a source into a model that holds no secret.
import { redactCredentials } from "../../engines/secret-detection/index.ts";
import type { KindName, KubernetesObject } from "../../kubernetes/index.ts";
import {
  buildModel,
  type Arrival,
  type ClusterModel,
  type Gap,
  type ModelOptions,
  type Part,
  type Progress,
  type Reading,
  type Source,
} from "../../model/index.ts";
import { objectRedactor } from "./redact-object.ts";

const silent: Progress = { step: () => {} };

function byName(a: KubernetesObject, b: KubernetesObject): number {
  if (a.metadata.name === b.metadata.name) return 0;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

/** In the order of namespace and name; objects of one name keep theirs. */
function inOrder(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const byNamespace = new Map<string, KubernetesObject[]>();
  for (const object of objects) {
    const namespace = object.metadata.namespace ?? "";
    const known = byNamespace.get(namespace);
    if (known === undefined) byNamespace.set(namespace, [object]);
    else known.push(object);
  }
  const namespaces = [...byNamespace.keys()].sort();
  return namespaces.flatMap((namespace) => byNamespace.get(namespace)?.sort(byName) ?? []);
}

/** Messages of servers and parsers may quote what they saw. */
function redactGap(gap: Gap): Gap {
  return { ...gap, reason: redactCredentials(gap.reason), remedy: redactCredentials(gap.remedy) };
}

/** Redacts objects on their arrival, while they are small and at hand, and remembers which. */
class Redaction {
  readonly done = new Set<KubernetesObject>();
  private readonly redactors = new Map<KindName, (object: KubernetesObject) => void>();
  private readonly observe: Arrival | undefined;

  constructor(observe?: Arrival) {
    this.observe = observe;
  }

  readonly arrive = (kind: KindName, object: KubernetesObject): void => {
    let redact = this.redactors.get(kind);
    if (redact === undefined) this.redactors.set(kind, (redact = objectRedactor(kind)));
    this.observe?.(kind, object);
    redact(object);
    this.done.add(object);
  };
}

function redactPart(kind: KindName, part: Part<KubernetesObject>, { done, arrive }: Redaction): Part<KubernetesObject> {
  for (const object of part.objects) if (!done.has(object)) arrive(kind, object);
  const objects = inOrder(part.objects);
  switch (part.status) {
    case "collected":
      return { status: "collected", objects };
    case "not-collected":
      return { ...part, gap: redactGap(part.gap) };
    default:
      return { ...part, objects, gap: redactGap(part.gap) };
  }
}

/**
 * What a source read, with every literal that may hold a secret replaced by its length and what it looks like, fields
 * nothing reads dropped, and objects in the order of namespace and name. Objects are changed in place and stay the same
 * objects. Redacting twice changes nothing. Linear in the size of the objects.
 */
export function redactReading(reading: Reading): Reading {
  return redactRest(reading, new Redaction());
}

function redactRest(reading: Reading, redaction: Redaction): Reading {
  return {
    ...reading,
    origin: { ...reading.origin, label: redactCredentials(reading.origin.label) },
    parts: new Map(Array.from(reading.parts, ([kind, part]) => [kind, redactPart(kind, part, redaction)])),
    others: { ...reading.others, gap: redactGap(reading.others.gap) },
    problems: reading.problems.map((problem) => ({ ...problem, message: redactCredentials(problem.message) })),
  };
}

/**
 * Reads a source and builds the model, without a secret in it. `options.now` is the moment of live input and manifests;
 * input with a capture time of its own has that, and `options.asOf` overrides both. `observe` sees each object as it came,
 * before literals are replaced, and must keep nothing that may be a secret.
 * @throws PlimsollError what the source throws.
 */
export async function loadModel(
  source: Source,
  options: ModelOptions,
  progress: Progress = silent,
  observe?: Arrival,
): Promise<ClusterModel> {
  const redaction = new Redaction(observe);
  const reading = await source.read(progress, redaction.arrive);
  return buildModel(redactRest(reading, redaction), options);
}
