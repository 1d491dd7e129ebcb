// Semantic versions (pkg/cel/library/semverlib.go).
import { CelFault } from "../../values/cel-fault.ts";
import { opaqueOf } from "../../values/cel-type.ts";
import { CelOpaque, type CelValue } from "../../values/cel-value.ts";
import type { CelResult } from "../../values/runtime-type.ts";
import { compareSemver, normalizeSemver, parseSemver, type Semver } from "../../values/semver-text.ts";
import { global, member, type CelOverload } from "../overload.ts";

const typeName = "kubernetes.Semver";

/** A semantic version. */
class CelSemver extends CelOpaque {
  readonly type = opaqueOf(typeName);
  readonly version: Semver;
  constructor(version: Semver) {
    super();
    this.version = version;
  }
  equals(other: CelValue): boolean {
    return other instanceof CelSemver && compareSemver(other.version, this.version) === 0;
  }
}

function read(text: string, normalize: boolean): Semver | { readonly fault: string } {
  const normal = normalize ? normalizeSemver(text) : text;
  return typeof normal === "string" ? parseSemver(normal) : normal;
}

function semverOf(text: string, normalize: boolean): CelResult {
  const version = read(text, normalize);
  return "fault" in version ? new CelFault(version.fault) : new CelSemver(version);
}

type Pair = [CelSemver, CelSemver];
const two = `${typeName}, ${typeName}`;

export const semverOverloads: readonly CelOverload[] = [
  global<[string]>("string_to_semver", "semver", "string", typeName, ([text]) => semverOf(text, false)),
  global<[string, boolean]>("string_bool_to_semver", "semver", "string, bool", typeName, ([text, normalize]) =>
    semverOf(text, normalize),
  ),
  global<[string]>("is_semver_string", "isSemver", "string", "bool", ([text]) => !("fault" in read(text, false))),
  global<[string, boolean]>("is_semver_string_bool", "isSemver", "string, bool", "bool", ([text, normalize]) => {
    return !("fault" in read(text, normalize));
  }),
  member<Pair>(
    "semver_is_greater_than",
    "isGreaterThan",
    two,
    "bool",
    ([a, b]) => compareSemver(a.version, b.version) > 0,
  ),
  member<Pair>("semver_is_less_than", "isLessThan", two, "bool", ([a, b]) => compareSemver(a.version, b.version) < 0),
  member<Pair>("semver_compare_to", "compareTo", two, "int", ([a, b]) => BigInt(compareSemver(a.version, b.version))),
  ...["major", "minor", "patch"].map((name, at) =>
    member<[CelSemver]>(`semver_${name}`, name, typeName, "int", ([{ version }]) => version.core[at] ?? 0n),
  ),
];
