// One source file as the architecture rules see it: where it is, what it imports, which impure names it uses.
import { posix } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

/** A file of src/, parsed. Paths are relative to src/. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Relative imports, resolved to paths below src/, type imports and re-exports included. */
  readonly imports: readonly string[];
  /** `node:` modules and packages. */
  readonly modules: readonly string[];
  /** Names that make a file impure, as used: `process`, `Date.now()`. */
  readonly impureNames: readonly string[];
}

const impureGlobals = new Set([
  "process",
  "console",
  "Buffer",
  "fetch",
  "performance",
  "crypto",
  "setTimeout",
  "setInterval",
  "require",
]);
const impureMembers = new Set(["Date.now", "Math.random"]);

interface Specifiers {
  readonly all: string[];
  readonly impure: string[];
}

function read(path: string, text: string): Specifiers {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const found: Specifiers = { all: [], impure: [] };
  for (const entry of module.staticImports) found.all.push(entry.moduleRequest.value);
  for (const entry of module.staticExports) {
    for (const { moduleRequest } of entry.entries) if (moduleRequest !== null) found.all.push(moduleRequest.value);
  }
  const members = new Set<object>();
  new Visitor({
    ImportExpression(node) {
      if (node.source.type === "Literal" && typeof node.source.value === "string") found.all.push(node.source.value);
    },
    TSImportType(node) {
      found.all.push(node.source.value);
    },
    MemberExpression(node) {
      if (!node.computed) members.add(node.property);
      if (node.object.type !== "Identifier" || node.property.type !== "Identifier") return;
      const name = `${node.object.name}.${node.property.name}`;
      if (impureMembers.has(name)) found.impure.push(name);
      if (node.object.name === "globalThis" && impureGlobals.has(node.property.name)) found.impure.push(name);
    },
    Property(node) {
      if (!node.computed && !node.shorthand) members.add(node.key);
    },
    TSPropertySignature(node) {
      members.add(node.key);
    },
    NewExpression(node) {
      if (node.callee.type === "Identifier" && node.callee.name === "Date" && node.arguments.length === 0)
        found.impure.push("new Date()");
    },
    Identifier(node) {
      if (impureGlobals.has(node.name) && !members.has(node)) found.impure.push(node.name);
    },
  }).visit(program);
  return found;
}

/** Parses a file. A dynamic import of anything but a literal is the linter's business. */
export function parseSourceFile(path: string, text: string): SourceFile {
  const { all, impure } = read(path, text);
  const relative = all.filter((specifier) => specifier.startsWith("."));
  return {
    path,
    text,
    imports: [...new Set(relative.map((specifier) => posix.join(posix.dirname(path), specifier)))],
    modules: [...new Set(all.filter((specifier) => !specifier.startsWith(".")))],
    impureNames: [...new Set(impure)],
  };
}
