// Parts of which something was asked for and not seen, for remarks about what could not be taken into account.
import { gapOf, type ClusterModel, type PartName } from "../../model/index.ts";

/** Those of the parts that are not fully collected in a namespace. Files given are what they are: nothing was refused. */
export function unseenParts(model: ClusterModel, parts: readonly PartName[], namespace: string): PartName[] {
  return parts.filter((name) => {
    const part = model.parts[name];
    return part.status !== "given" && gapOf(part, namespace) !== undefined;
  });
}
