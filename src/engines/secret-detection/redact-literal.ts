// Replaces a literal by its description.
import { describeLiteral } from "./describe-literal.ts";
import { formatMarker, readLiteral } from "./marker.ts";

/**
 * The marker of a literal; `name` is that of the variable, key or flag it belongs to. Empty text and markers stay as they
 * are, so that redacting twice changes nothing.
 */
export function redactLiteral(name: string, value: string): string {
  return value === "" || readLiteral(value) !== undefined ? value : formatMarker(describeLiteral(name, value));
}
