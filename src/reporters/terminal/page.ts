// The page a terminal reporter draws on: its width, its colours, and paragraphs that keep their indent.
import { plainText } from "../../core/index.ts";
import type { ReporterOptions } from "../reporter.ts";
import { paintWith, type Paint, type Style } from "./paint.ts";
import { pad, wrap } from "./wrap.ts";

/** No text of a cluster may fill a screen: longer ones say how much is left out (`-o json` has all of it). */
const longestText = 2000;

/** Where lines are drawn. */
export interface Page {
  readonly width: number;
  readonly verbose: boolean;
  readonly paint: Paint;
}

/** Look of a paragraph: columns before it, a label that stands in those columns of the first line. */
export interface ParagraphLook {
  readonly indent?: number;
  readonly label?: string;
  readonly labelStyle?: Style | undefined;
  readonly style?: Style | undefined;
}

/** A page of 80 to 200 columns. */
export function pageFor(options: ReporterOptions): Page {
  return {
    width: Math.min(200, Math.max(80, options.width)),
    verbose: options.verbose,
    paint: paintWith(options.colour, options.hyperlinks),
  };
}

/** Wrapped lines of untrusted text, each indented; the label is ours. */
export function paragraph(page: Page, text: string, look: ParagraphLook = {}): string {
  const { indent = 0, label = "", labelStyle, style } = look;
  const lines = wrap(plainText(text, longestText), page.width - indent);
  return lines
    .map((line, index) => {
      const margin = index === 0 ? page.paint(labelStyle, label) + pad("", indent - label.length) : pad("", indent);
      return `${margin}${page.paint(style, line)}`.trimEnd() + "\n";
    })
    .join("");
}

/** A heading with a rule to the edge of the page, and an empty line before it. */
export function sectionHeading(page: Page, title: string): string {
  const rule = "─".repeat(Math.max(2, page.width - title.length - 4));
  return `\n${page.paint("muted", "──")} ${page.paint("strong", title)} ${page.paint("muted", rule)}\n`;
}
