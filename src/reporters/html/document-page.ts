// Documents as a page, with a script only where there is a drawing to explore.
import { plainLines, type Block, type Cell, type Document, type TreeNode } from "../../core/index.ts";
import { graphData, graphSection } from "./graph-section.ts";
import { html, lines, type Markup } from "./markup.ts";
import { masthead, pageClosing, pageOpening, pageScript } from "./page-shell.ts";

function toned(text: string, tone: Cell["tone"]): Markup {
  return tone === undefined ? html`${text}` : html`<span class="tone-${tone}">${text}</span>`;
}

function heading(level: 1 | 2 | 3, text: string): Markup {
  if (level === 1) return html`<h2>${text}</h2>`;
  return level === 2 ? html`<h3>${text}</h3>` : html`<h4>${text}</h4>`;
}

function tree(nodes: readonly TreeNode[]): Markup {
  const items = nodes.map((node): Markup => {
    const below = node.children === undefined || node.children.length === 0 ? undefined : tree(node.children);
    return html`<li>${toned(node.text, node.tone)}${below}</li>`;
  });
  return html`<ul class="tree">
    ${items}
  </ul>`;
}

function table(columns: readonly string[], rows: readonly (readonly Cell[])[]): Markup {
  const body = rows.map(
    (cells) =>
      html`<tr>
        ${cells.map(({ text, tone }) => html`<td>${toned(text, tone)}</td>`)}
      </tr>`,
  );
  const head = columns.map((column) => html`<th scope="col">${column}</th>`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table">
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

function blockMarkup(block: Block, index: number, title: string): Markup {
  switch (block.type) {
    case "heading":
      return heading(block.level, block.text);
    case "paragraph":
      return html`<p>${toned(block.text, block.tone)}</p>`;
    case "list":
      return html`<ul>
        ${block.items.map((item) => html`<li>${item}</li>`)}
      </ul>`;
    case "code":
      return html`<pre>${lines(plainLines(block.text))}</pre>`;
    case "table":
      return table(block.columns, block.rows);
    case "tree":
      return tree(block.roots);
    case "graph":
      return graphSection(block, index, title);
  }
  return block satisfies never;
}

/** The page of a document, block by block. */
export function* documentPage(document: Document): Iterable<string> {
  const script = document.blocks.some(({ type }) => type === "graph") ? "map" : undefined;
  yield pageOpening(document.title, script).text;
  yield masthead([]).text;
  yield '<main class="wide document" id="content">\n';
  yield html`<h1>${document.title}</h1>`.text;
  for (const [index, block] of document.blocks.entries()) yield `${blockMarkup(block, index, document.title).text}\n`;
  yield `</main>\n${pageClosing(undefined).text}\n`;
  for (const [index, block] of document.blocks.entries()) if (block.type === "graph") yield* graphData(block, index);
  if (script !== undefined) yield pageScript(script).text;
  yield "</body></html>\n";
}
