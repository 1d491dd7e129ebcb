// Shapes as SVG text, in a page or a file of its own.
import { plainText } from "../../../core/index.ts";
import type { Drawing } from "./draw-graph.ts";
import type { Shape } from "./shape.ts";

const longestText = 1000;
const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What XML cannot hold even as an entity is written out, as what would act is. */
function escapeXml(text: string): string {
  return plainText(text, longestText)
    .replaceAll(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}

function* shapeText({ tag, attributes, children }: Shape): Iterable<string> {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined
      ? []
      : ` ${name}="${escapeXml(typeof value === "number" ? String(Math.round(value * 10) / 10) : value)}"`,
  );
  yield `<${tag}${written.join("")}${children.length === 0 ? "/>" : ">"}`;
  if (children.length === 0) return;
  for (const child of children) {
    if (typeof child === "string") yield escapeXml(child);
    else yield* shapeText(child);
  }
  yield `</${tag}>`;
}

/** A whole drawing; `title` is its name for those who do not see it. */
export function* svgText({ shapes, width, height }: Drawing, title: string, style?: string): Iterable<string> {
  const size = `viewBox="0 0 ${width} ${Math.ceil(height)}" width="${width}" height="${Math.ceil(height)}"`;
  yield `<svg xmlns="http://www.w3.org/2000/svg" class="graph" ${size} role="img"><title>${escapeXml(title)}</title>`;
  if (style !== undefined) yield `<style>${style}</style><rect class="paper" width="100%" height="100%"/>`;
  for (const one of shapes) {
    yield* shapeText(one);
    yield "\n";
  }
  yield "</svg>";
}
