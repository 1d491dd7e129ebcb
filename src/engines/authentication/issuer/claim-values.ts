// Claims and users as expressions see them (newClaimsValue and newUserInfoValue of plugin/pkg/authenticator/token/oidc).
import { compareMinor, isJsonObject, type JsonObject, type JsonValue, type Minor } from "../../../core/index.ts";
import type { UserInfo } from "../../../kubernetes/index.ts";
import { CelMap, celFromJson, type CelKey, type CelValue } from "../../../languages/cel/index.ts";

const escapes: ReadonlyMap<string, string> = new Map([
  ["underscores", "__"],
  ["dot", "."],
  ["dash", "-"],
  ["slash", "/"],
]);
const reserved = new Set(
  "true false null in as break const continue else for function if import let loop package namespace return var void while".split(
    " ",
  ),
);

/** `kubernetes__dot__io` → `kubernetes.io`; undefined where an escape is none (apiserver pkg/cel Unescape). */
function unescapeName(name: string): string | undefined {
  let isSound = true;
  const text = name.replace(/_{2}[^_]+_{2}/g, (escape) => {
    const word = escape.slice(2, -2);
    const character = escapes.get(word);
    if (character === undefined && !(reserved.has(word) && escape.length === name.length)) isSound = false;
    return character ?? word;
  });
  return isSound ? text : undefined;
}

type Entry = readonly [CelValue, CelValue];

/** Since 1.34 fields are found by their escaped name too; at the top by that alone. */
class EscapedEntries extends Map<CelKey, Entry> {
  private readonly isTop: boolean;

  constructor(entries: Iterable<readonly [CelKey, Entry]>, isTop: boolean) {
    super();
    this.isTop = isTop;
    for (const [key, value] of entries) this.set(key, value);
  }

  private named(key: CelKey): CelKey | undefined {
    if (typeof key !== "string") return key;
    return unescapeName(key) ?? (this.isTop ? undefined : key);
  }

  override get(key: CelKey): Entry | undefined {
    const name = this.named(key);
    return name === undefined ? undefined : super.get(name);
  }

  override has(key: CelKey): boolean {
    const name = this.named(key);
    return name !== undefined && super.has(name);
  }
}

/** Since 1.34 numbers are doubles, as Go decodes JSON without a type. */
function escapedValue(json: JsonValue, isTop: boolean): CelValue {
  if (typeof json === "number" || typeof json === "bigint") return Number(json);
  if (Array.isArray(json)) return (json as readonly JsonValue[]).map((item) => escapedValue(item, false));
  if (!isJsonObject(json)) return json as CelValue;
  const entries = Object.entries(json).flatMap(([key, value]): readonly (readonly [CelKey, Entry])[] =>
    value === undefined ? [] : [[key, [key, escapedValue(value, false)]]],
  );
  return new CelMap(new EscapedEntries(entries, isTop));
}

/** `claims` of mapping and validation expressions. Until 1.33 whole numbers are ints. */
export function claimsValue(claims: JsonObject, version: Minor): CelValue {
  return compareMinor(version, "1.34") < 0 ? celFromJson(claims) : escapedValue(claims, true);
}

/** `user` of user validation rules. */
export function userValue({ username, uid = "", groups = [], extra = {} }: UserInfo, version: Minor): CelValue {
  return claimsValue({ username, uid, groups, extra: { ...extra } }, version);
}
