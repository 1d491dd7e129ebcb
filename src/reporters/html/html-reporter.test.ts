// The page is one file with a policy that matches it; what a browser makes of it is tested in test/browser/.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reportPageAssets } from "../../../scripts/generate/report-page-assets.ts";
import { exampleDocument } from "../../../test/fixtures/document.ts";
import { graphDocument } from "../../../test/fixtures/graph.ts";
import { exampleReport } from "../../../test/fixtures/report.ts";
import { documented, reported } from "../../../test/fixtures/reported.ts";
import { escapeHtml, html, link } from "./markup.ts";

const page = reported("html", exampleReport);

function hashOf(tag: string, text: string): string {
  const [, content = ""] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(text) ?? [];
  expect(content.length).toBeGreaterThan(1000);
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}

describe("the policy", () => {
  const [, policy = ""] = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page) ?? [];
  it("allows our style and script by their hashes, and nothing else", () =>
    expect(policy.replaceAll("&#39;", "'")).toBe(
      `default-src 'none'; style-src '${hashOf("style", page)}'; script-src '${hashOf("script", page)}'; base-uri 'none'; form-action 'none'`,
    ));
  it("has no style attributes, event handlers or outside addresses to allow", () => {
    expect(page).not.toMatch(/<[^>]*\s(?:style|on\w+)=/);
    expect(page).not.toMatch(/<(?:link|img|iframe|object|embed|base)\b|\s(?:src|srcset|action)=|url\((?!#)|@import/);
  });
});

it("has the assets that its sources make", async () => {
  const root = join(import.meta.dirname, "../../..");
  const { path, text } = await reportPageAssets(root);
  expect(readFileSync(join(root, path), "utf8"), "run npm run generate").toBe(text);
});

describe("the markup", () => {
  const empty = new Set(["meta", "input"]);
  it.each([
    ["a report", page],
    ["a document", documented("html", exampleDocument)],
    ["a drawing", documented("html", graphDocument())],
  ])("of %s closes what it opens", (_what, text) => {
    const open: string[] = [];
    const bare = text.replace("<!doctype html>", "").replaceAll(/(<(style|script)[^>]*>)[^]*?(?=<\/\2>)/g, "$1");
    for (const [tag, slash, name = ""] of bare.matchAll(/<(\/?)([a-zA-Z0-9]+)[^>]*>/g)) {
      if (slash === "/") expect(open.pop(), tag).toBe(name);
      else if (!empty.has(name) && !tag.endsWith("/>")) open.push(name);
    }
    expect(open).toEqual([]);
    expect(text.trimEnd().endsWith("</body></html>")).toBe(true);
  });
});

describe("without a script", () => {
  const readable = page.replaceAll(/<script[^]*?<\/script>/g, "");
  it.each([
    "fairwind-production",
    "61.4",
    "92.3 % of the weight",
    "container &quot;agent&quot; runs privileged",
    "the API server refused the list",
    "shop/tariffs.yaml:31:5",
    "waiver of run-as-root for Deployment shop/web expired",
    "Everything",
  ])("shows %s", (text) => {
    const shown = text === "Everything" ? reported("html", { ...exampleReport, coverage: [] }) : readable;
    expect(shown).toContain(text);
  });
  it("lists the open findings", () =>
    expect(readable.match(/<li class="finding">/g)).toHaveLength(
      exampleReport.counts.fail + exampleReport.counts.unknown,
    ));
});

describe("the data", () => {
  const [, json = ""] = /<script type="application\/json" id="data">([^]*?)<\/script>/.exec(page) ?? [];
  it("has every finding", () => {
    const data = JSON.parse(json) as { readonly findings: readonly unknown[]; readonly checks: object };
    expect(data.findings).toHaveLength(exampleReport.findings.length);
    expect(Object.keys(data.checks)).toHaveLength(exampleReport.checks.length);
  });
  it("holds nothing that ends its element", () => expect(json).not.toMatch(/[<>\u2028\u2029]/));
});

describe("a template", () => {
  it("escapes text and keeps markup", () =>
    expect(html`<p title="${'"<'}">${html`<b>${1}</b>`}${["&", "'"]}${undefined}</p>`.text).toBe(
      '<p title="&quot;&lt;"><b>1</b>&amp;&#39;</p>',
    ));
  it("bounds long text", () =>
    expect(escapeHtml("x".repeat(5000))).toHaveLength(4000 + "… (1000 more characters)".length));
  it("links to nothing but https", () => {
    expect(link("https://a.example/", "a").text).toContain('href="https://a.example/"');
    for (const url of ["javascript:alert(1)", "http://a.example", "https://a b", "//a"])
      expect(link(url, "a").text).toBe("a");
  });
});

describe("a drawing", () => {
  const text = documented("html", graphDocument());
  it("has a policy that allows its script, and no other", () => {
    expect(text).toContain(`script-src &#39;${hashOf("script", text)}&#39;`);
    expect(text).not.toContain(hashOf("script", page));
    expect(text).not.toMatch(/<[^>]*\s(?:style|on\w+)=/);
  });
  it("is there without its script, with every name", () => {
    const readable = text.replaceAll(/<script[^]*?<\/script>/g, "");
    for (const name of ["shop", "web", "metadata", "API server"]) expect(readable).toContain(`>${name}</text>`);
  });
});

it("draws a document without a script", () => {
  const text = documented("html", exampleDocument);
  expect(text).not.toContain("<script");
  expect(text).toContain("<pre>rules:\n- resources: [&quot;*&quot;]\n  verbs: [get]</pre>");
  expect(text.replaceAll(/\s+/g, " ")).toContain('<td><span class="tone-bad">Group all-staff</span></td>');
});
