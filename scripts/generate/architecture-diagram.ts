// The diagram in ARCHITECTURE.md: the layers in order, with the imports that are really there.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { layers } from "../../layers.ts";
import type { GeneratedFile } from "./generated-file.ts";

const start = "<!-- generated: layers -->";
const end = "<!-- end of generated -->";

function importsOf(root: string, folder: string): Set<string> {
  const files = readdirSync(join(root, "src", folder), { recursive: true, encoding: "utf8" });
  const found = new Set<string>();
  for (const file of files.filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))) {
    const text = readFileSync(join(root, "src", folder, file), "utf8");
    for (const [, target = ""] of text.matchAll(/from "(?:\.\.\/)+([a-z-]+)\//g)) found.add(target);
  }
  found.delete(folder);
  return found;
}

function diagram(root: string): string[] {
  const edges = layers.flatMap(({ folder }) => {
    const targets = importsOf(root, folder);
    return layers.filter((layer) => targets.has(layer.folder)).map((layer) => `  ${folder} --> ${layer.folder}`);
  });
  const nodes = layers.map(({ folder, pure }) => `  ${folder}${pure ? `["${folder}"]` : `[/"${folder} (I/O)"/]`}`);
  return ["```mermaid", "flowchart BT", ...nodes, ...edges, "```"];
}

/** ARCHITECTURE.md with its diagram renewed; the rest is written by hand. */
export function architectureDiagram(root: string): GeneratedFile {
  const path = "ARCHITECTURE.md";
  const text = readFileSync(join(root, path), "utf8");
  const [before = "", rest = ""] = text.split(start);
  const after = rest.split(end)[1] ?? "\n";
  return { path, text: `${before}${start}\n\n${diagram(root).join("\n")}\n\n${end}${after}` };
}
