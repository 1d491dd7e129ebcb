// What a check is told beside the model.
import type { Minor } from "../core/index.ts";
import type { ComponentSettings } from "../engines/component-config/index.ts";
import type { KubernetesObject } from "../kubernetes/index.ts";
import type { ComponentName } from "../model/index.ts";

/** Something a check judges one by one: an object, a workload, a component instance. */
export type Examinable = KubernetesObject | { readonly namespace?: string } | { readonly object: object };

/** What a check is told beside the model. */
export interface CheckContext<Opt extends object = object> {
  /** The Kubernetes minor the question is about. */
  readonly version: Minor;
  /** RFC 3339: the moment the answers are about. */
  readonly asOf: string;
  readonly options: Readonly<Opt>;
  /** The settings of every instance of a component that was seen, in the order of its pods. */
  settings(component: ComponentName): readonly ComponentSettings[];
  /**
   * The items to judge. Counts them, and leaves out (as unknown) those in namespaces where a part that the check argues
   * about from absence was not collected. Every loop over judged things goes through it.
   */
  each<T extends Examinable>(items: Iterable<T>): Iterable<T>;
}
