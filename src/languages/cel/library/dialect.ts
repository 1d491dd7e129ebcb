// Which functions, macros and rules an expression is compiled with.
import type { Minor } from "../../../core/index.ts";

/** A dialect of the language; made by `kubernetesDialect` or `standardDialect`. */
export interface CelDialect {
  readonly name: string;
}

/**
 * The language as an API server of this minor version reads it in stored objects and configuration files
 * (k8s.io/apiserver/pkg/cel/environment/base.go): a library is there from the version that introduced it.
 */
export function kubernetesDialect(minor: Minor): CelDialect {
  return { name: `Kubernetes ${minor}` };
}

/** The language of cel-spec with cel-go's extension libraries: strings, math, lists, sets, encoders, bindings, two-variable comprehensions. */
export const standardDialect: CelDialect = { name: "standard" };
