// Colours and links of the terminal, written only where the reader can see them.

/** A look with a meaning. */
export type Style = "strong" | "muted" | "bad" | "warning" | "good" | "accent" | "critical";

const codes: Readonly<Record<Style, readonly [on: number | string, off: number | string]>> = {
  strong: [1, 22],
  muted: [2, 22],
  bad: [31, 39],
  warning: [33, 39],
  good: [32, 39],
  accent: [36, 39],
  critical: ["1;31", "22;39"],
};

/** Adds looks and links to text that is already plain. */
export interface Paint {
  (style: Style | undefined, text: string): string;
  link(url: string | undefined, text: string): string;
}

const linkable = /^https:\/\/[!-~]+$/;

/** A painter that writes ANSI codes and OSC 8 links, or leaves the text as it is. */
export function paintWith(colour: boolean, hyperlinks: boolean): Paint {
  const paint = (style: Style | undefined, text: string): string => {
    if (!colour || style === undefined || text === "") return text;
    const [on, off] = codes[style];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  };
  const link = (url: string | undefined, text: string): string =>
    hyperlinks && url !== undefined && linkable.test(url) ? `\u001b]8;;${url}\u0007${text}\u001b]8;;\u0007` : text;
  return Object.assign(paint, { link });
}
