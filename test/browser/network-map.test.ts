// The drawn map as a reader uses it, at 20, 200 and 2,000 workloads: seen, searched, opened, focused, by mouse and keyboard.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import type { Graph } from "../../src/core/index.ts";
import { modelOf } from "../../src/testing/index.ts";
import { networkMap } from "../../src/use-cases/network/index.ts";
import { exampleGraph } from "../fixtures/graph.ts";
import { documented } from "../fixtures/reported.ts";
import { shopCluster } from "../fixtures/shop-cluster.ts";
import { attacks } from "../injection/attacks.ts";
import { describeInBrowser } from "./chromium.ts";
import { lowContrast } from "./contrast.ts";

const desktop = { width: 1440, height: 1100 };
const tallestPicture = 900;
const scratch = mkdtempSync(join(tmpdir(), "plimsoll-images-"));
/** PLIMSOLL_IMAGES=docs/images renews the pictures of the documentation. */
const images = process.env["PLIMSOLL_IMAGES"] ?? scratch;
mkdirSync(images, { recursive: true });
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Map pages by number of workloads. */
const pages = new Map(
  [20, 200, 2000].map((size) => {
    const { data, document } = networkMap(modelOf(shopCluster(size)));
    return [
      size,
      { html: documented("html", document, {}, data), svg: documented("svg", document, {}, data) },
    ] as const;
  }),
);

function pageOf(size: number): { readonly html: string; readonly svg: string } {
  const page = pages.get(size);
  if (page === undefined) throw new Error(`no page of ${size}`);
  return page;
}

/** Names of nodes that stand on each other, and texts that leave their outline. */
async function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const faults = [];
    const box = (element) => element.getBBox();
    const outlines = [...document.querySelectorAll(".graph .node > .outline")].map((one) => [one.parentElement, box(one)]);
    outlines.sort((a, b) => a[1].y - b[1].y);
    for (let i = 0; i < outlines.length; i++) {
      const [node, a] = outlines[i];
      for (let j = i + 1; j < outlines.length && outlines[j][1].y < a.y + a.height; j++) {
        const b = outlines[j][1];
        if (b.x < a.x + a.width && a.x < b.x + b.width) faults.push(node.textContent + " on " + outlines[j][0].textContent);
      }
      const text = box(node.querySelector("text"));
      if (text.x < a.x || text.x + text.width > a.x + a.width) faults.push("too long: " + node.textContent);
    }
    for (const heading of document.querySelectorAll(".graph .heading")) {
      const parts = [...heading.querySelectorAll(":scope > .name, :scope > .link, :scope > .tally")].map(box).sort((a, b) => a.x - b.x);
      parts.forEach((part, i) => { if (i > 0 && parts[i - 1].x + parts[i - 1].width > part.x + 0.5) faults.push("heading: " + heading.textContent); });
    }
    return faults;
  })()`);
}

/** The upper part of the map, small enough for the documentation. */
async function picture(page: Page, name: string): Promise<void> {
  const { x = 0, y = 0, width = 0, height = 0 } = (await page.locator(".map").boundingBox()) ?? {};
  const clip = { x, y, width, height: Math.min(height, tallestPicture) };
  await page.screenshot({ path: join(images, name), animations: "disabled", fullPage: true, clip });
}

const count = async (page: Page, selector: string): Promise<number> => page.locator(selector).count();

describeInBrowser("the network map", (browser) => {
  it.each([
    [20, "light"],
    [20, "dark"],
    [200, "light"],
    [200, "dark"],
    [2000, "light"],
    [2000, "dark"],
  ] as const)("of %i workloads, %s, is readable and asks for nothing", async (size, colorScheme) => {
    const { page, incidents } = await browser.open(pageOf(size).html, {
      viewport: desktop,
      colorScheme,
      deviceScaleFactor: 0.75,
    });
    expect(await page.locator(".map.live").count()).toBe(1);
    expect(await overlaps(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
    const { low, examined } = await lowContrast(page);
    expect(examined).toBeGreaterThan(100);
    expect(low).toEqual([]);
    if (colorScheme === "light") await picture(page, `network-map-${size}.png`);
    expect(incidents).toEqual([]);
  });

  it.each([20, 200, 2000])("of %i workloads is drawn without scripts, and as an SVG file", async (size) => {
    const { page, incidents } = await browser.open(pageOf(size).html, { viewport: desktop, javaScriptEnabled: false });
    const boxes = await count(page, ".graph .box");
    expect(boxes).toBeGreaterThan(5);
    expect(await count(page, ".graph[role=img] > title")).toBe(1);
    expect(await page.locator(".map .tools").isVisible()).toBe(false);
    const alone = await browser.open(pageOf(size).svg, { viewport: desktop });
    expect(await count(alone.page, ".graph .box")).toBe(boxes);
    expect([...incidents, ...alone.incidents]).toEqual([]);
  });

  it("shows every workload of 20 with its edges, and boxes alone of 2,000", async () => {
    const small = await browser.open(pageOf(20).html, { viewport: desktop });
    expect(await count(small.page, ".graph .kind-workload")).toBe(20);
    expect(await count(small.page, ".graph .edges .edge")).toBeGreaterThan(10);
    const large = await browser.open(pageOf(2000).html, { viewport: desktop });
    expect(await count(large.page, ".graph .kind-workload")).toBe(0);
    await large.page.getByRole("button", { name: "Open all" }).click();
    expect(await count(large.page, ".graph .kind-workload")).toBe(2000);
    expect(await overlaps(large.page)).toEqual([]);
    await large.page.getByRole("button", { name: "Close all" }).click();
    expect(await count(large.page, ".graph .kind-workload")).toBe(0);
    expect([...small.incidents, ...large.incidents]).toEqual([]);
  });

  it("finds a workload, opens its box, and shows what it reaches with ports", async () => {
    const { page, incidents } = await browser.open(pageOf(2000).html, { viewport: desktop });
    await page.getByRole("searchbox", { name: "Find" }).fill("billing-prod/billing-invoice-api");
    expect(await page.locator(".map [role=status]").textContent()).toMatch(
      /^1 found: billing-prod\/billing-invoice-api/,
    );
    expect(await page.locator(".found").getAttribute("data-group")).not.toBeNull();
    await page.keyboard.press("Enter");
    const panel = page.locator(".map .panel");
    expect(await panel.locator("h3").textContent()).toBe("billing-prod/billing-invoice-api");
    expect(await panel.textContent()).toMatch(/Reaches \(\d+\).*Is reached by \(\d+\)/s);
    expect(await panel.textContent()).toMatch(/8080\/TCP|all ports/);
    expect(await count(page, ".focus-edges .edge")).toBeGreaterThan(5);
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toMatch(
      /^billing-prod\/billing-invoice-api: /,
    );
    await page.keyboard.press("Escape");
    expect(await panel.isVisible()).toBe(false);
    await page.getByRole("searchbox", { name: "Find" }).fill("no such name");
    expect(await page.locator(".map [role=status]").textContent()).toBe("Nothing has this in its name");
    expect(incidents).toEqual([]);
  });

  it("is used by keyboard alone", async () => {
    const { page, incidents } = await browser.open(pageOf(2000).html, { viewport: desktop });
    await page.getByRole("button", { name: "Whole map" }).focus();
    await page.keyboard.press("Tab");
    const active = async (name: string): Promise<string | null> =>
      page.evaluate(`(document.activeElement ?? document.body).getAttribute("${name}")`);
    if ((await active("role")) !== "button") await page.keyboard.press("Tab");
    expect(await active("aria-expanded")).toBe("false");
    await page.keyboard.press("Enter");
    expect(await active("aria-expanded")).toBe("true");
    const opened = await count(page, ".graph .kind-workload");
    expect(opened).toBeGreaterThan(0);
    await page.keyboard.press("ArrowDown");
    expect(await active("data-id")).not.toBeNull();
    expect(await page.locator(".map .panel").isVisible()).toBe(true);
    const before = await page.locator(".map svg").getAttribute("viewBox");
    await page.keyboard.press("+");
    expect(await page.locator(".map svg").getAttribute("viewBox")).not.toBe(before);
    await page.keyboard.press("0");
    expect(await page.locator(".map svg").getAttribute("viewBox")).toBe(before);
    await page.keyboard.press("Home");
    await page.keyboard.press(" ");
    expect(await count(page, ".graph .kind-workload")).toBe(0);
    expect(await count(page, ".map svg [tabindex='0']")).toBe(1);
    expect(incidents).toEqual([]);
  });

  it("dims what is not connected with what the pointer is on, and pins what is clicked", async () => {
    const { page, incidents } = await browser.open(pageOf(20).html, { viewport: desktop });
    const node = page.locator(".graph .kind-workload").first();
    await node.hover();
    expect(await count(page, ".graph.focused .focus-edges .edge")).toBeGreaterThan(0);
    expect(await count(page, ".graph .kind-workload.near")).toBeLessThan(20);
    await page.mouse.move(5, 5);
    expect(await count(page, ".graph.focused")).toBe(0);
    await node.click();
    await page.mouse.move(5, 5);
    expect(await count(page, ".graph .chosen")).toBe(1);
    const box = await page.locator(".stage").boundingBox();
    await page.getByRole("button", { name: "Larger" }).click();
    const before = await page.locator(".map svg").getAttribute("viewBox");
    const [x, y] = [(box?.x ?? 0) + 600, (box?.y ?? 0) + 300];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 80, y - 40, { steps: 4 });
    await page.mouse.up();
    expect(await page.locator(".map svg").getAttribute("viewBox")).not.toBe(before);
    expect(await count(page, ".graph .chosen")).toBe(1);
    expect(incidents).toEqual([]);
  });

  it("has a name and a role for everything that can be used", async () => {
    const { page } = await browser.open(pageOf(200).html, { viewport: desktop });
    const nameless = await page
      .locator(".map [data-id], .map [data-group]")
      .evaluateAll(
        (all) =>
          all.filter((one) => one.getAttribute("role") !== "button" || (one.getAttribute("aria-label") ?? "") === "")
            .length,
      );
    expect(nameless).toBe(0);
    expect(await page.getByRole("search", { name: "Map" }).count()).toBe(1);
    expect(await page.getByRole("region", { name: "Map" }).count()).toBe(1);
    for (const name of ["Open all", "Close all", "Smaller", "Larger", "Whole map"])
      expect(await page.getByRole("button", { name, exact: true }).count(), name).toBe(1);
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
  });

  it("is printed as the whole map, without its tools", async () => {
    const { page } = await browser.open(pageOf(20).html, { viewport: desktop });
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".map .tools").isVisible()).toBe(false);
    expect(await page.locator(".map svg").isVisible()).toBe(true);
  });

  it("fits a phone", async () => {
    const { page, incidents } = await browser.open(pageOf(20).html, { viewport: { width: 390, height: 844 } });
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
    expect(incidents).toEqual([]);
  });

  it("full of attacks stays a map", async () => {
    const texts = attacks.map(([, text]) => text).filter(({ length }) => length < 1000);
    const graphs = texts.map((text, index) => renamed(exampleGraph(text), `a${index}-`));
    const graph = {
      groups: graphs.flatMap(({ groups }) => groups),
      nodes: graphs.flatMap(({ nodes }) => nodes),
      edges: graphs.flatMap(({ edges }) => edges),
      legend: graphs.flatMap(({ legend }) => legend),
    };
    const document = { title: texts.join(" "), blocks: [{ type: "graph", ...graph } as const] };
    const { page, incidents } = await browser.open(documented("html", document), { viewport: desktop });
    expect(await count(page, "script")).toBe(2);
    expect(await count(page, ".graph .node")).toBe(7 * texts.length);
    for (const index of [0, 40, 90]) await page.locator(".graph .kind-workload").nth(index).click();
    await page.getByRole("searchbox", { name: "Find" }).fill("zq7");
    expect(await page.evaluate("window.owned")).toBeUndefined();
    expect(await count(page, "img,link,iframe,object,foreignObject,style + style")).toBe(0);
    expect(await page.locator(".map .panel").textContent()).toContain("zq7");
    expect(incidents).toEqual([]);
  });
});

/** The same graph with other ids. */
function renamed({ groups, nodes, edges, legend }: Graph, prefix: string): Graph {
  const all = (ids: readonly string[]): string[] => ids.map((id) => prefix + id);
  return {
    groups: groups.map((group) => ({ ...group, id: prefix + group.id })),
    nodes: nodes.map((node) => ({
      ...node,
      id: prefix + node.id,
      ...(node.group === undefined ? {} : { group: prefix + node.group }),
    })),
    edges: edges.map((edge) => ({ ...edge, from: all(edge.from), to: all(edge.to) })),
    legend,
  };
}
