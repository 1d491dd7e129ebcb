// Drawings as trees of SVG elements: text for a file, elements for a page, from the same tree.

/** An SVG element. Text and values are untrusted: whoever writes them escapes them. */
export interface Shape {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly children: readonly (Shape | string)[];
}

/** A shape. */
export function shape(
  tag: string,
  attributes: Shape["attributes"],
  ...children: readonly (Shape | string | undefined)[]
): Shape {
  return { tag, attributes, children: children.filter((child) => child !== undefined) };
}
