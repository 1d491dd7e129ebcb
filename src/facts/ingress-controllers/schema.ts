// The shape of the table of ingress controllers.
import type { Minor } from "../../core/index.ts";

/** One controller: how classes name it, and how its pods are told. */
export interface IngressController {
  readonly id: string;
  readonly name: string;
  /** `outside`: a load balancer of a cloud or the nodes themselves, so that no pod sends the traffic. */
  readonly runs: "pods" | "outside";
  /** What `spec.controller` of its IngressClasses begins with; none where it reads no IngressClass. */
  readonly controllers: readonly string[];
  /** Names of classes that mean it where no IngressClass is there to ask. */
  readonly classes: readonly string[];
  /** Labels of its pods, any of which tells them; the first is the usual one. */
  readonly labels: readonly (readonly [key: string, value: string])[];
  /** Repositories of its image, without the registry, which may be a mirror. */
  readonly images: readonly string[];
  /** Where its instructions install it. */
  readonly namespace?: string;
  readonly source: string;
}

/** The whole table, sorted by id. */
export interface IngressControllers {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  readonly coversUntil: Minor;
  readonly rows: readonly IngressController[];
}
