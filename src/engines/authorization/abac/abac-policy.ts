// One line of an ABAC policy file, converted to what the authorizer compares (pkg/apis/abac PolicySpec).

/** What a line allows; empty text matches only empty text, `*` anything. */
export interface AbacSpec {
  readonly user: string;
  readonly group: string;
  readonly readonly: boolean;
  readonly apiGroup: string;
  readonly resource: string;
  readonly namespace: string;
  readonly nonResourcePath: string;
}

/** A line and its place in the file, counted from 1. */
export interface AbacPolicy extends AbacSpec {
  readonly line: number;
}

const allAuthenticated = "system:authenticated";

/** Either version: `*` for user or group stands for all authenticated users, and the user is dropped. */
function withStars(spec: AbacSpec): AbacSpec {
  return spec.user === "*" || spec.group === "*" ? { ...spec, user: "", group: allAuthenticated } : spec;
}

/** Converts a v0 line, where what is left out is allowed (pkg/apis/abac/v0/conversion.go). */
export function fromV0(spec: AbacSpec): AbacSpec {
  const { user, group, namespace, resource } = spec;
  return withStars({
    ...spec,
    group: user === "" && group === "" ? allAuthenticated : group,
    namespace: namespace === "" ? "*" : namespace,
    resource: resource === "" ? "*" : resource,
    apiGroup: "*",
    nonResourcePath: namespace === "" && resource === "" ? "*" : "",
  });
}

/** Converts a v1beta1 line, where what is left out is not allowed (pkg/apis/abac/v1beta1/conversion.go). */
export function fromV1beta1(spec: AbacSpec): AbacSpec {
  return withStars(spec);
}
