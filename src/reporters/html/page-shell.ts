// The page around everything: its policy, its look, its script. It asks for nothing from outside.
import { html, Markup, type Part } from "./markup.ts";
import { clientHash, clientScript, mapHash, mapScript, pageStyle, styleHash } from "./page-assets.ts";

/** The scripts of pages. Each reads the data blocks before it. */
export type PageScript = "report" | "map";

const scripts: Readonly<Record<PageScript, { readonly text: string; readonly hash: string }>> = {
  report: { text: clientScript, hash: clientHash },
  map: { text: mapScript, hash: mapHash },
};

/** Only our own style and script run, by their hashes; nothing is fetched, framed or sent. */
function policyWith(script: PageScript | undefined): string {
  return [
    "default-src 'none'",
    `style-src '${styleHash}'`,
    `script-src ${script === undefined ? "'none'" : `'${scripts[script].hash}'`}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Outside any template, so that no formatter adds to what the hash is for. */
const styleElement = new Markup(`<style>${pageStyle}</style>`);

/** A Plimsoll mark: the disc and the line. */
const brandMark = html`<svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
  <circle cx="16" cy="16" r="9.5" fill="none" stroke="currentColor" stroke-width="2.5" />
  <path d="M2 16h28" stroke="currentColor" stroke-width="2.5" />
</svg>`;

/** Everything before the content. */
export function pageOpening(title: string, script: PageScript | undefined): Markup {
  const policy = policyWith(script);
  const head = html`<head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <meta name="robots" content="noindex" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>
    ${styleElement}
  </head>`;
  return new Markup(`<!doctype html>\n<html lang="en">\n${head.text}\n<body>\n`);
}

/** The bar at the top: where we are, ways through the page, the choice between light and dark. */
export function masthead(sections: readonly (readonly [id: string, name: string])[]): Markup {
  const links: Part = sections.map(([id, name]) => html`<a href="#${id}">${name}</a>`);
  return html`<a class="skip" href="#content">Skip to the content</a>
    <header class="masthead">
      <div class="wide">
        <span class="brand">${brandMark}Plimsoll</span>
        <nav aria-label="Sections">${links}</nav>
        <button type="button" class="theme" id="theme" hidden>Theme: auto</button>
      </div>
    </header> `;
}

/** A script as an element, outside any template like the style. */
export function pageScript(script: PageScript): Markup {
  return new Markup(`<script>${scripts[script].text}</script>\n`);
}

/** The end of the page. */
export function pageClosing(version: string | undefined): Markup {
  const by = version === undefined ? "Plimsoll" : `Plimsoll ${version}`;
  return html`<footer>
    <div class="wide">Written by ${by}. This page is one file, loads nothing and sends nothing.</div>
  </footer> `;
}
