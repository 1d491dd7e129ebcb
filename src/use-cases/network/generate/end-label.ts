// What people call the end of a wish.
import type { Units } from "./generate-units.ts";
import type { WishEnd } from "./wish.ts";

export function endLabel({ list }: Units, end: WishEnd): string {
  switch (end.kind) {
    case "unit":
      return list[end.unit]?.label ?? "";
    case "namespace":
      return `pods of namespace ${end.namespace}`;
    case "labels":
      return end.label;
    case "block":
      return end.label === undefined ? end.cidr : `${end.label} (${end.cidr})`;
    case "cluster":
      return "every pod";
    default:
      return end.kind === "outside" ? "addresses outside" : "anyone";
  }
}
