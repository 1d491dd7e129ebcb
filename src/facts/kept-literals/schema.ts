// The shape of the table of literals that stay in the model because something reads them.
import type { Minor } from "../../core/index.ts";

/** A key of a ConfigMap whose text stays, without its secrets; `*` stands for any text in namespace, name and key. */
export interface KeptConfigMapKey {
  readonly type: "config-map-key";
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
  readonly source: string;
}

/** A flag of a program whose value is a setting and never a secret. */
export interface KeptFlag {
  readonly type: "flag";
  readonly program: string;
  readonly flag: string;
  readonly source: string;
}

/** An annotation whose value is a setting; a `*` at the end stands for any text. */
export interface KeptAnnotation {
  readonly type: "annotation";
  readonly annotation: string;
  readonly source: string;
}

/** The whole table, sorted by type and then by name. */
export interface KeptLiterals {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  readonly coversUntil: Minor;
  readonly rows: readonly (KeptAnnotation | KeptConfigMapKey | KeptFlag)[];
}
