// Settings of control plane components as observed: flags of the containers that run them.
import { parseMinor, type Minor, type ObjectRef } from "../core/index.ts";
import { parseImage, placedContainers, refOf, type ObjectOfKind, type PlacedContainer } from "../kubernetes/index.ts";
import type { Part } from "./part.ts";

/** Components whose flags can be seen in their pods. */
export const componentNames = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd"] as const;

/** A control plane component. */
export type ComponentName = (typeof componentNames)[number];

/** One flag as it was given; `value` is "true" for a bare `--flag`. Where a flag is repeated, the last one wins (pflag). */
export interface ObservedFlag {
  readonly name: string;
  readonly value: string;
  /** Field path of the argument in the pod. */
  readonly path: string;
  /** The value is the word after the flag, which flags that are on or off do not take. */
  readonly separate?: true;
}

/** One running instance of a component; instances of a highly available control plane may differ. */
export interface ComponentInstance {
  readonly component: ComponentName;
  readonly object: ObjectRef;
  readonly node?: string;
  readonly version?: Minor;
  readonly flags: readonly ObservedFlag[];
  /** Why the flags cannot be read, where they cannot: none of them is known then. */
  readonly unreadable?: string;
  /** Names of the variables the container gets; `*` where it takes all of a ConfigMap or Secret. */
  readonly environment: readonly string[];
}

type Pod = ObjectOfKind<"pods">;

function commandOf({ container }: PlacedContainer): readonly string[] {
  return [...(container.command ?? []), ...(container.args ?? [])];
}

/** What follows the last slash; a whole script is no path. */
function baseName(path: string): string {
  return /\s/.test(path) ? path : path.slice(path.lastIndexOf("/") + 1);
}

/** The component that is the container's command: the first of its words whose base name is one. */
function commandNames(words: readonly string[]): ComponentName | undefined {
  // go-runner takes flags of its own before the command it runs.
  const passes = baseName(words[0] ?? "") === "go-runner";
  for (const word of words) {
    if (!passes && word.startsWith("--")) return undefined;
    const name = componentNames.find((component) => baseName(word) === component);
    if (name !== undefined) return name;
  }
  return undefined;
}

interface Recognised {
  readonly component: ComponentName;
  readonly unreadable?: string;
}

/**
 * The component a container runs: by its command; where it has none, by its image, whose own command it then is. A
 * component started by a script is recognised by its image or the container's name, and its flags are not read.
 */
function componentOf(placed: PlacedContainer): Recognised | undefined {
  const { container, field } = placed;
  const words = commandOf(placed);
  const component = commandNames(words);
  if (component !== undefined) return { component };
  const image = baseName(parseImage(container.image ?? "").repository).replace(/-(?:amd64|arm64)$/, "");
  const named = componentNames.find((name) => image === name || container.name === name);
  if (named === undefined || field !== "containers") return undefined;
  if ((container.command ?? []).length === 0) return image === named ? { component: named } : undefined;
  const script = words.join(" ");
  if (!new RegExp(`(?:^|[\\s/;&|(])${named}(?=[\\s;&|)]|$)`).test(script) || /etcd(?:ctl|utl)/.test(script))
    return undefined;
  return { component: named, unreadable: `${named} is started by a script, whose flags are not read here` };
}

/** Reads `--name=value`, `--name value` and bare `--name`; names may use underscores (pflag normalises them). */
export function readFlags(placed: PlacedContainer): ObservedFlag[] {
  const { container, field, index } = placed;
  const words = (["command", "args"] as const).flatMap((list) =>
    (container[list] ?? []).map((word, at) => ({ word, path: `spec.${field}[${index}].${list}[${at}]` })),
  );
  return words.flatMap(({ word, path }, at) => {
    const match = /^--?([A-Za-z][\w.-]*)(?:=([\s\S]*))?$/.exec(word);
    if (match?.[1] === undefined) return [];
    const next = words[at + 1]?.word;
    const separate = match[2] === undefined && next !== undefined && (next === "-" || !next.startsWith("-"));
    const value = match[2] ?? (separate ? next : "true");
    return [{ name: match[1].replaceAll("_", "-"), value, path, ...(separate ? { separate } : {}) }];
  });
}

function environmentOf({ container }: PlacedContainer): string[] {
  const names = (container.env ?? []).flatMap(({ name }) => (name === undefined ? [] : [name]));
  return (container.envFrom ?? []).length > 0 ? [...names, "*"] : names;
}

function versionOfImage(image: string | undefined): Minor | undefined {
  const tag = /:([^/:@]+)(?:@|$)/.exec(image ?? "")?.[1];
  return tag === undefined ? undefined : parseMinor(tag);
}

function instancesOf(pod: Pod): ComponentInstance[] {
  if (pod.metadata.namespace !== "kube-system") return [];
  return placedContainers(pod.spec ?? {}).flatMap((placed) => {
    const recognised = componentOf(placed);
    if (recognised === undefined) return [];
    const { component, unreadable } = recognised;
    const version = component === "etcd" ? undefined : versionOfImage(placed.container.image);
    const node = pod.spec?.nodeName;
    return [
      {
        ...recognised,
        object: refOf(pod),
        ...(node === undefined ? {} : { node }),
        ...(version === undefined ? {} : { version }),
        flags: unreadable === undefined ? readFlags(placed) : [],
        environment: environmentOf(placed),
      },
    ];
  });
}

/** The parts of the model that hold component instances, from the pods that were seen. Linear in pods. */
export function observeComponents(pods: Part<Pod>): Record<`component/${ComponentName}`, Part<ComponentInstance>> {
  const instances = pods.objects.flatMap(instancesOf);
  const entries = componentNames.map((component) => [
    `component/${component}`,
    componentPart(component, pods, instances),
  ]);
  return Object.fromEntries(entries) as Record<`component/${ComponentName}`, Part<ComponentInstance>>;
}

function componentPart(
  component: ComponentName,
  pods: Part<Pod>,
  instances: readonly ComponentInstance[],
): Part<ComponentInstance> {
  const objects = instances.filter((instance) => instance.component === component);
  if (pods.status === "given") return { status: "given", objects, gap: pods.gap };
  if (objects.length > 0) return { status: "collected", objects };
  return {
    status: "not-collected",
    objects: [],
    gap: {
      reason: `no ${component} pod was seen in kube-system: the control plane is managed by a provider, runs outside pods, or its pods are not in this input`,
      remedy: `include the pods of kube-system; where the provider runs ${component}, ask the provider for its settings`,
    },
  };
}
