// Every attack in every place of one page, in a real browser: nothing runs, nothing is asked for, nothing is added.
import { expect, it } from "vitest";
import type { Report, ReportFinding } from "../../src/core/index.ts";
import { exampleDocument } from "../fixtures/document.ts";
import { documented, reported } from "../fixtures/reported.ts";
import { attacks, marker } from "../injection/attacks.ts";
import { places, smallReport } from "../injection/places.ts";
import { describeInBrowser } from "./chromium.ts";

/** One report that holds a text in all places, each beside the others. */
function everywhere(texts: readonly string[]): Report {
  const reports = texts.flatMap((text) => places.map(([, reportWith]) => reportWith(text)));
  const findings = reports.flatMap(({ findings: [first] }): ReportFinding[] => (first === undefined ? [] : [first]));
  return {
    ...smallReport,
    input: { ...smallReport.input, label: texts.join(" ") },
    findings: [...findings, ...reports.flatMap((report) => report.findings.slice(1))],
    fixFirst: reports.flatMap(({ fixFirst }) => fixFirst).slice(-10),
    coverage: reports.flatMap(({ coverage }) => coverage),
    problems: reports.flatMap(({ problems }) => problems),
    waivers: reports.flatMap(({ waivers }) => waivers),
  };
}

const short = attacks.map(([, text]) => text).filter(({ length }) => length < 1000);

describeInBrowser("a page full of attacks", (browser) => {
  it.each([
    ["with its script", true],
    ["without scripts", false],
  ])("stays a page, %s", async (_how, javaScriptEnabled) => {
    const { page, incidents } = await browser.open(reported("html", everywhere(short)), { javaScriptEnabled });
    if (javaScriptEnabled) {
      await page.evaluate(
        "for (let i = 0; i < 30 && !document.getElementById('more').hidden; i++) document.getElementById('more').click()",
      );
      await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
      await page.locator("#q").fill(marker);
      expect(await page.evaluate("window.owned")).toBeUndefined();
    }
    expect(await page.locator("body").textContent()).toContain(`${marker}<script>window.owned=1;alert(1)</script>`);
    expect(await page.locator("script").count()).toBe(2);
    expect(await page.locator("style,link,meta[http-equiv=refresh],img,iframe,object").count()).toBe(1);
    const handlers = await page
      .locator("*")
      .evaluateAll(
        (all) =>
          all.filter((one) => one.getAttributeNames().some((name: string) => name.startsWith("on") || name === "style"))
            .length,
      );
    expect(handlers).toBe(0);
    const links = await page.locator("a").evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
    expect(links.filter((href) => !/^#[a-z]+$|^https:\/\/kubernetes\.io\//.test(href))).toEqual([]);
    expect(incidents).toEqual([]);
  });

  it("keeps a document a document", async () => {
    const blocks = short.flatMap((text) => [
      { type: "heading", level: 2, text } as const,
      { type: "paragraph", text } as const,
      { type: "list", items: [text] } as const,
      { type: "code", language: text, text } as const,
      { type: "table", columns: [text], rows: [[{ text }]] } as const,
      { type: "tree", roots: [{ text, children: [{ text }] }] } as const,
    ]);
    const { page, incidents } = await browser.open(
      documented("html", { ...exampleDocument, title: short.join(" "), blocks }),
    );
    expect(await page.locator("script,img,link,a:not([href^='#'])").count()).toBe(0);
    expect(await page.locator("main table").count()).toBe(short.length);
    expect(incidents).toEqual([]);
  });

  it("is watched: an inline script, an image and a style of an outsider are incidents", async () => {
    const planted = reported("html", smallReport).replace(
      "<main",
      '<img src="https://evil.example/x.png"><p style="color:red"><script>window.owned=1</script><main',
    );
    const { page, incidents } = await browser.open(planted);
    expect(await page.evaluate("window.owned")).toBeUndefined();
    expect(incidents.length).toBeGreaterThanOrEqual(3);
  });
});
