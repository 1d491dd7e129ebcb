// Documents: answers other than a scan's, as blocks a reporter can draw anywhere.
import type { Graph } from "./graph.ts";

/** A cell of a table: plain text, with a meaning that decides its colour. */
export interface Cell {
  readonly text: string;
  readonly tone?: "good" | "bad" | "warning" | "muted" | "strong";
}

/** A branch of a tree of statements. */
export interface TreeNode {
  readonly text: string;
  readonly tone?: Cell["tone"];
  readonly children?: readonly TreeNode[];
}

/** One block of a document. `code` names its language; `series` are points over time. */
export type Block =
  | { readonly type: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly type: "paragraph"; readonly text: string; readonly tone?: Cell["tone"] }
  | { readonly type: "list"; readonly items: readonly string[] }
  | { readonly type: "code"; readonly language: string; readonly text: string }
  | { readonly type: "table"; readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly type: "tree"; readonly roots: readonly TreeNode[] }
  | ({ readonly type: "graph" } & Graph);

/** What a reporter draws when the answer is not a scan report. All text in it is untrusted. */
export interface Document {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What every use case returns: versioned data for machines, a document for people. */
export interface Answer<D> {
  readonly data: D;
  readonly document: Document;
}
