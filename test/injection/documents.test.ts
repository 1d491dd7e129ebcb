// Each format that shows documents × each attack, everywhere in a document with tables, or with a graph.
import { describe, expect, it } from "vitest";
import { accessView } from "../../src/checking/access/index.ts";
import type { Document } from "../../src/core/index.ts";
import { modelOf } from "../../src/testing/index.ts";
import { askExplain } from "../../src/use-cases/access/index.ts";
import { graphDocument } from "../fixtures/graph.ts";
import { documented, loadedReporters } from "../fixtures/reported.ts";
import { attacks, marker } from "./attacks.ts";
import { documentRules } from "./document-rules.ts";

const acting = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

function tableDocument(text: string): Document {
  const cell = { text, tone: "bad" } as const;
  return {
    title: text,
    blocks: [
      { type: "heading", level: 1, text },
      { type: "paragraph", text },
      { type: "list", items: [`(${text})`] },
      { type: "table", columns: [text, text], rows: [[cell, cell]] },
      { type: "tree", roots: [{ text: `(${text})`, children: [{ text: `(${text})` }] }] },
    ],
  };
}

const documents = { tables: tableDocument, graph: graphDocument };

function faultsOf(format: string, text: string, benign: string): string[] {
  const rule = documentRules[format];
  if (rule === undefined) return ["no rule"];
  const plain = text.replaceAll(/\r\n|\n/g, "").replaceAll(/\u001b\[[\d;]*m/g, "");
  const found = acting.test(plain) ? ["a character that acts"] : [];
  try {
    if (JSON.stringify(rule.shape(text)) !== JSON.stringify(rule.shape(benign))) found.push("the structure changed");
    found.push(...(rule.faults?.(text) ?? []));
  } catch (error) {
    found.push(String(error));
  }
  if (text.includes(marker) !== benign.includes(marker)) found.push("the text is gone");
  return found;
}

it("covers every format that shows documents; JSON shows data", () =>
  expect(Object.keys(documentRules).sort()).toEqual(
    loadedReporters
      .filter(({ name, document }) => document !== undefined && name !== "json")
      .map(({ name }) => name)
      .sort(),
  ));

describe.each(Object.entries(documentRules))("%s", (format, { shows }) => {
  const options = { verbose: true, colour: true, hyperlinks: true };
  it.each(shows)("keeps text of a document with %s from acting", (kind) => {
    const shown = (text: string): string => documented(format, documents[kind](text), options);
    const benign = shown(`${marker} plain`);
    const faults = attacks.flatMap(([name, text]) =>
      faultsOf(format, shown(text), benign).map((fault) => `${name}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });
});

describe("code and answers", () => {
  const options = { verbose: true, colour: true, hyperlinks: true };
  // CSV shows tables alone.
  const formats = Object.entries(documentRules).flatMap(([format, { shows }]) =>
    shows.includes("tables") && format !== "csv" ? [format] : [],
  );
  // Code is to be copied: it is neither wrapped nor cut.
  const texts = attacks.filter(([name]) => name !== "is very long");

  /** Why a user of a hostile name was refused: its words, and the Role that would allow it. */
  function refusalOf(username: string): Document {
    const chain = accessView(modelOf([]), { authorizers: [{ type: "RBAC" }] });
    const refusal = {
      attributes: {
        user: { username },
        verb: "get",
        apiGroup: "",
        apiVersion: "v1",
        resource: "pods",
        subresource: "",
        namespace: "shop",
        name: "web",
      },
      groupsKnown: true,
    };
    return askExplain(chain, refusal, []).document;
  }

  it.each(formats)("%s: keeps an explanation of access with a hostile name from acting", (format) => {
    const shown = (text: string): string => documented(format, refusalOf(text), options);
    const benign = shown(`${marker} plain`);
    const faults = texts.flatMap(([name, text]) => {
      const output = shown(text)
        .replaceAll(/\r\n|\n/g, "")
        .replaceAll(/\u001b\[[\d;]*m/g, "");
      const found = acting.test(output) ? [`${name}: a character that acts`] : [];
      const more = documentRules[format]?.faults?.(shown(text)) ?? [];
      return [...found, ...more.map((fault) => `${name}: ${fault}`)];
    });
    expect(benign).toContain(marker);
    expect(faults).toEqual([]);
  });
});

describe("the rules notice a reporter that does nothing about it", () => {
  it.each([
    ["dot", "leaves a double-quoted attribute"],
    ["dot", "ends with a backslash"],
    ["mermaid", "closes a code span"],
    ["mermaid", "leaves a double-quoted attribute"],
    ["mermaid", "runs a script"],
    ["svg", "runs a script"],
    ["svg", "closes the element"],
    ["svg", "declares an entity"],
    ["html", "loads an image"],
    ["csv", "is a formula"],
  ])("%s: %s", (format, name) => {
    const [, attack = ""] = attacks.find(([candidate]) => candidate === name) ?? [];
    const benign = documented(format, graphDocument(`${marker} plain`));
    const planted = benign.replaceAll(`${marker} plain`, () => attack);
    expect(planted).not.toBe(benign);
    expect(faultsOf(format, planted, benign)).not.toEqual([]);
  });
});
