// Validation of the metadata every object has (apimachinery api/validation ValidateObjectMeta), as far as it can be wrong.
import type { FieldErrors } from "./field-errors.ts";
import { labelValueFaults, dnsLabelFaults, pathSegmentFaults, qualifiedNameFaults } from "./name-faults.ts";

/** The metadata of an object that is written; other fields are left alone. */
export interface WrittenMetadata {
  readonly name?: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly finalizers?: unknown;
}

/** What is wrong with labels. */
export function validateLabels(labels: Readonly<Record<string, string>>, path: string, errors: FieldErrors): void {
  for (const [key, value] of Object.entries(labels)) {
    errors.invalid(path, key, qualifiedNameFaults(key, errors.version));
    errors.invalid(path, value, labelValueFaults(value, errors.version));
  }
}

/** What is wrong with a name that may be any part of a path. */
export function validateName({ name = "", generateName = "" }: WrittenMetadata, errors: FieldErrors): void {
  if (generateName !== "") errors.invalid("metadata.generateName", generateName, pathSegmentFaults(`${generateName}x`));
  if (name === "" && generateName === "") errors.required("metadata.name", "name or generateName is required");
  else if (name !== "") errors.invalid("metadata.name", name, pathSegmentFaults(name));
}

/** What is wrong with the metadata of an object besides its name: namespace, labels and finalizers. */
export function validateMetadata(metadata: WrittenMetadata, isNamespaced: boolean, errors: FieldErrors): void {
  const { namespace = "", labels = {}, finalizers } = metadata;
  if (isNamespaced && namespace === "") errors.required("metadata.namespace");
  else if (isNamespaced) errors.invalid("metadata.namespace", namespace, dnsLabelFaults(namespace, errors.version));
  validateLabels(labels, "metadata.labels", errors);
  for (const finalizer of Array.isArray(finalizers) ? (finalizers as readonly unknown[]) : []) {
    if (typeof finalizer === "string")
      errors.invalid("metadata.finalizers", finalizer, qualifiedNameFaults(finalizer, errors.version));
  }
}
