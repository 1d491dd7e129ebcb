// The browser of the tests: Chromium as the machine has it, watched for everything a page must not do.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const candidates = process.env["CHROMIUM"] === undefined ? usual : [process.env["CHROMIUM"]];
const executablePath = candidates.find((path) => existsSync(path));
const quiet = [
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** A page under watch. */
export interface WatchedPage {
  readonly page: Page;
  /** Requests for anything but the page, violations of its policy, errors, dialogs: a good page causes none. */
  readonly incidents: string[];
}

/** Opens texts as pages from files. */
export interface Opener {
  open(html: string, options?: BrowserContextOptions): Promise<WatchedPage>;
}

async function watch(page: Page, address: string): Promise<string[]> {
  const incidents: string[] = [];
  page.on("dialog", (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => incidents.push(`error: ${error.message}`));
  page.on("console", (message) => incidents.push(`console: ${message.text()}`));
  page.on("framenavigated", (frame) => {
    if (!frame.url().startsWith(address) && frame.url() !== "about:blank") incidents.push(`navigation: ${frame.url()}`);
  });
  await page.route("**/*", async (route) => {
    if (route.request().url() === address) return route.continue();
    incidents.push(`request: ${route.request().url()}`);
    return route.abort();
  });
  return incidents;
}

/** A suite with a browser; skipped, loudly, where there is none. */
export function describeInBrowser(name: string, tests: (opener: Opener) => void): void {
  if (executablePath === undefined) {
    process.stderr.write(
      `\nSKIPPED: ${name}: no Chromium found; install one (apt-get install chromium) or set CHROMIUM\n\n`,
    );
  }
  describe.skipIf(executablePath === undefined)(name, () => {
    const folder = mkdtempSync(join(tmpdir(), "plimsoll-browser-"));
    let browser: Browser | undefined;
    let number = 0;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: executablePath ?? "", args: quiet });
    });
    afterAll(async () => {
      await browser?.close();
      rmSync(folder, { recursive: true, force: true });
    });
    tests({
      async open(html, options = {}) {
        if (browser === undefined) throw new Error("the browser did not start");
        const file = join(folder, `${number++}.html`);
        writeFileSync(file, html);
        const address = pathToFileURL(file).href;
        const page = await (await browser.newContext(options)).newPage();
        const incidents = await watch(page, address);
        await page.goto(address);
        return { page, incidents };
      },
    });
  });
}
