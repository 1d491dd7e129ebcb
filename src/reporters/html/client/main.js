// The script of the report page: search, filters, groups and theme.
import { readData } from "./data.js";
import { makeFilter } from "./filter.js";
import { makeList } from "./finding-list.js";
import { byId } from "./page.js";
import { startTheme } from "./theme.js";
import { makeToolbar } from "./toolbar.js";

/** Enough for a printed page, few enough to lay out. */
const mostPrinted = 1000;

function start() {
  const data = readData();
  const filter = makeFilter(data);
  const list = makeList(byId("list", HTMLElement), byId("more", HTMLButtonElement), data);
  const result = byId("result", HTMLElement);
  const toolbar = makeToolbar(data, (wanted, groupBy) => {
    const found = filter.matching(wanted);
    const others = { severities: filter.matching(wanted, "severities"), states: filter.matching(wanted, "states") };
    const field = /** @type {const} */ ({ severities: "severity", states: "state" });
    for (const { facet, value, number } of toolbar.toggles) {
      number.textContent = String(others[facet].filter((finding) => finding[field[facet]] === value).length);
    }
    list.show(found, groupBy);
    result.textContent = `${found.length} of ${data.findings.length} findings`;
  });
  byId("static", HTMLElement).hidden = true;
  byId("toolbar", HTMLFormElement).hidden = false;
  toolbar.apply();
  addEventListener("beforeprint", () => list.atLeast(mostPrinted));
  addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    byId("q", HTMLInputElement).focus();
  });
}

startTheme();
start();
