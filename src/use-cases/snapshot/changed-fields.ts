// The fields in which two versions of an object differ.
import { formatPath, isJsonObject, stringifyJson } from "../../core/index.ts";

/** A field that changed; absent on the side that did not have it. Values are JSON text, cut short. */
export interface FieldChange {
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

const longestValue = 200;

function brief(value: unknown): string {
  const text = stringifyJson(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

/** Lists whose items all have names are compared by name, so that an inserted container does not change its neighbours. */
function itemNames(list: readonly unknown[]): readonly string[] | undefined {
  const names = list.map((item) => (isJsonObject(item) && typeof item["name"] === "string" ? item["name"] : undefined));
  const known = names.filter((name) => name !== undefined);
  return known.length === list.length && new Set(known).size === list.length ? known : undefined;
}

function below(path: string, key: string): string {
  const segment = formatPath([key]);
  return path === "" || segment.startsWith("[") ? path + segment : `${path}.${segment}`;
}

class Comparison {
  readonly changes: FieldChange[] = [];
  readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  compare(before: unknown, after: unknown, path: string): void {
    if (before === after || this.changes.length >= this.limit) return;
    if (Array.isArray(before) && Array.isArray(after)) this.compareLists(before, after, path);
    else if (isJsonObject(before) && isJsonObject(after)) this.compareFields(before, after, path);
    else this.note(before, after, path);
  }

  private note(before: unknown, after: unknown, path: string): void {
    this.changes.push({
      path,
      ...(before === undefined ? {} : { before: brief(before) }),
      ...(after === undefined ? {} : { after: brief(after) }),
    });
  }

  private compareFields(
    before: Readonly<Record<string, unknown>>,
    after: Readonly<Record<string, unknown>>,
    path: string,
  ): void {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    const valueOf = (side: Readonly<Record<string, unknown>>, key: string): unknown =>
      Object.hasOwn(side, key) ? side[key] : undefined;
    for (const key of [...keys].sort()) this.compare(valueOf(before, key), valueOf(after, key), below(path, key));
  }

  private compareLists(before: readonly unknown[], after: readonly unknown[], path: string): void {
    const [oldNames, newNames] = [itemNames(before), itemNames(after)];
    if (oldNames !== undefined && newNames !== undefined && before.length + after.length > 0) {
      for (const name of new Set([...oldNames, ...newNames]))
        this.compare(before[oldNames.indexOf(name)], after[newNames.indexOf(name)], `${path}[${name}]`);
      return;
    }
    for (let index = 0; index < Math.max(before.length, after.length); index++)
      this.compare(before[index], after[index], `${path}[${index}]`);
  }
}

/** The first `limit` fields that differ, in order of their paths; named items of lists are told by name. Linear in the objects. */
export function changedFields(before: unknown, after: unknown, limit: number): readonly FieldChange[] {
  const comparison = new Comparison(limit);
  comparison.compare(before, after, "");
  return comparison.changes;
}
