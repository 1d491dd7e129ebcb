// Shapes of a drawing as elements, without ever parsing markup.

/** @typedef {import("../graph/shape.ts").Shape} Shape */

const namespace = "http://www.w3.org/2000/svg";

/**
 * @param {Shape} shape
 * @returns {SVGElement}
 */
export function svgElement({ tag, attributes, children }) {
  const made = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(name, String(value));
  }
  for (const child of children) made.append(typeof child === "string" ? child : svgElement(child));
  return made;
}
