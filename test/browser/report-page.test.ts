// The HTML report as a reader uses it: at a desk, on a phone, in the dark, by keyboard, on paper, without scripts.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { exampleDocument } from "../fixtures/document.ts";
import { exampleReport, reportWithFindings } from "../fixtures/report.ts";
import { documented, reported } from "../fixtures/reported.ts";
import { describeInBrowser } from "./chromium.ts";
import { lowContrast } from "./contrast.ts";

const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };
const page20k = 20_000;
const scratch = mkdtempSync(join(tmpdir(), "plimsoll-images-"));
/** PLIMSOLL_IMAGES=docs/images renews the pictures of the documentation. */
const images = process.env["PLIMSOLL_IMAGES"] ?? scratch;
mkdirSync(images, { recursive: true });
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const html = reported("html", exampleReport);
const open = exampleReport.counts.fail + exampleReport.counts.unknown;

describeInBrowser("the report page", (browser) => {
  it.each([
    ["report-desktop", desktop, "light", "#content"],
    ["report-phone", phone, "light", "#content"],
    ["report-dark", desktop, "dark", "#findings"],
  ] as const)("fits as %s, is readable, and asks for nothing", async (name, viewport, colorScheme, part) => {
    const { page, incidents } = await browser.open(html, { viewport, colorScheme });
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
    await page.locator(".finding summary").first().click();
    await page.evaluate(`document.querySelector("${part}").scrollIntoView({ behavior: "instant" })`);
    await page.screenshot({ path: join(images, `${name}.png`), animations: "disabled" });
    await page.locator("#checks summary").first().click();
    const { low, examined } = await lowContrast(page);
    expect(examined).toBeGreaterThan(300);
    expect(low).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
    expect(incidents).toEqual([]);
  });

  it("has landmarks, headings in order, and a name for every control", async () => {
    const { page } = await browser.open(html, { viewport: desktop });
    for (const role of ["banner", "navigation", "main", "search", "contentinfo"] as const) {
      expect(await page.getByRole(role).count(), role).toBe(1);
    }
    const levels = await page.locator("h1,h2,h3").evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
    expect(levels[0]).toBe(1);
    expect(levels.every((level, index) => index === 0 || level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
    const nameless = await page
      .locator("input,select,button")
      .evaluateAll(
        (all) =>
          all.filter(
            (one) =>
              ((one as unknown as { labels?: { length: number } }).labels?.length ?? 0) === 0 &&
              (one.textContent ?? "").trim() === "",
          ).length,
      );
    expect(nameless).toBe(0);
    expect(await page.locator("[role=status][aria-live=polite]").textContent()).toBe(
      `${open} of ${exampleReport.findings.length} findings`,
    );
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
  });

  it("is used by keyboard alone", async () => {
    const { page, incidents } = await browser.open(html, { viewport: desktop });
    const result = page.locator("#result");
    await page.keyboard.press("/");
    await page.keyboard.type("CHECKOUT root");
    expect(await result.textContent()).toBe(`1 of ${exampleReport.findings.length} findings`);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("Delete");
    await page.getByRole("button", { name: /^critical/ }).focus();
    await page.keyboard.press("Space");
    expect(await result.textContent()).toBe(`4 of ${exampleReport.findings.length} findings`);
    expect(await page.getByRole("button", { name: /^critical/ }).getAttribute("aria-pressed")).toBe("true");
    await page.locator(".finding summary").first().focus();
    const outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
    expect(outline).toBe("solid");
    await page.keyboard.press("Enter");
    const detail = page.locator(".finding .detail").first();
    for (const text of [
      "privileged is set to true",
      "replace /spec/template/spec/containers/0/securityContext/privileged false",
      "a device plugin can hand it out",
      "Why it matters",
      "kubernetes.io/docs",
    ]) {
      expect(await detail.textContent()).toContain(text);
    }
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: "Clear filters" }).focus();
    await page.keyboard.press("Enter");
    expect(await result.textContent()).toBe(`${open} of ${exampleReport.findings.length} findings`);
    expect(incidents).toEqual([]);
  });

  it("filters by outcome, namespace, domain and check, and groups", async () => {
    const { page } = await browser.open(html, { viewport: desktop });
    const shown = async (): Promise<number> => page.locator(".finding").count();
    await page.getByRole("button", { name: /^passing/ }).click();
    expect(await shown()).toBe(open + exampleReport.counts.pass);
    await page.getByRole("combobox", { name: "Namespace" }).selectOption("data");
    expect(await shown()).toBe(7);
    await page.getByRole("combobox", { name: "Domain" }).selectOption("network");
    expect(await shown()).toBe(2);
    await page.getByRole("combobox", { name: "Group by" }).selectOption("check");
    expect(await page.locator("h3.group").allTextContents()).toEqual([
      "No network policy selects the pod (no-network-policy)1 medium, 1 pass",
    ]);
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.getByRole("combobox", { name: "Check" }).selectOption("run-as-root");
    expect(await shown()).toBe(5);
    await page.getByRole("combobox", { name: "Group by" }).selectOption("namespace");
    expect(await page.locator("h3.group").allTextContents()).toEqual(["shop5 medium"]);
    await page.getByRole("combobox", { name: "Group by" }).selectOption("severity");
    expect(await page.locator("h3.group").allTextContents()).toEqual(["medium5 medium"]);
  });

  it("turns dark and light when told to", async () => {
    const { page } = await browser.open(html, { viewport: desktop, colorScheme: "light" });
    const background = async (): Promise<unknown> => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const light = await background();
    const theme = page.getByRole("button", { name: /^Theme/ });
    await theme.click();
    expect([await theme.textContent(), await background()]).toEqual(["Theme: light", light]);
    await theme.click();
    expect(await theme.textContent()).toBe("Theme: dark");
    expect(await background()).not.toBe(light);
  });

  it("shows the summary and the findings without a script", async () => {
    const { page, incidents } = await browser.open(html, { viewport: desktop, javaScriptEnabled: false });
    expect(await page.locator("h1").textContent()).toBe("fairwind-production");
    expect(await page.locator(".step").count()).toBe(10);
    expect(await page.locator(".finding").count()).toBe(open);
    expect(await page.locator("#toolbar").isVisible()).toBe(false);
    expect(await page.getByText("Search and filters need the script").isVisible()).toBe(true);
    await page.locator(".finding summary").first().click();
    expect(await page.getByText("privileged is set to true").first().isVisible()).toBe(true);
    expect(incidents).toEqual([]);
  });

  it("prints the findings without the controls", async () => {
    const { page } = await browser.open(html, { viewport: desktop, colorScheme: "dark" });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.screenshot({ path: join(scratch, "report-print.png"), fullPage: true });
    expect(await page.locator("#toolbar").isVisible()).toBe(false);
    expect(await page.locator(".finding").first().isVisible()).toBe(true);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    expect((await page.pdf({ format: "A4" })).byteLength).toBeGreaterThan(20_000);
  });

  it("opens with 20,000 findings", async () => {
    const many = reportWithFindings(page20k);
    const text = reported("html", many);
    const start = performance.now();
    const { page, incidents } = await browser.open(text, { viewport: desktop });
    const opened = performance.now();
    const all = many.findings.filter(
      ({ outcome, suppression }) => outcome !== "pass" && suppression === undefined,
    ).length;
    expect(await page.locator("#result").textContent()).toBe(`${all} of ${page20k} findings`);
    await page.locator("#q").fill("checkout");
    expect(await page.locator("#result").textContent()).toMatch(/^\d+ of 20000 findings$/);
    const searched = performance.now();
    const [before, more] = [
      await page.locator(".finding").count(),
      page.getByRole("button", { name: /^Show 100 more of/ }),
    ];
    await more.click();
    expect(await page.locator(".finding").count()).toBe(before + 100);
    expect(incidents).toEqual([]);
    process.stdout.write(
      `20,000 findings: ${(text.length / 1e6).toFixed(1)} MB, opened in ${(opened - start).toFixed(0)} ms, searched in ${(searched - opened).toFixed(0)} ms\n`,
    );
  });

  it("draws documents and bare reports as well", async () => {
    const bare = {
      ...exampleReport,
      findings: [],
      fixFirst: [],
      coverage: [],
      problems: [],
      waivers: [],
      checks: [],
      score: { decided: 0 },
    };
    for (const text of [documented("html", exampleDocument), reported("html", bare)]) {
      const { page, incidents } = await browser.open(text, { viewport: phone });
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
      expect((await lowContrast(page)).low).toEqual([]);
      expect(incidents).toEqual([]);
    }
  });
});
