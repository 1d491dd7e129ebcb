// The toolbar: what the reader asks for, and how many findings each choice would give.
import { severities } from "./data.js";
import { initialWanted } from "./filter.js";
import { byId, element } from "./page.js";

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./filter.js").Wanted} Wanted
 * @typedef {import("./finding-list.js").GroupBy} GroupBy
 * @typedef {"severities" | "states"} SetFacet
 * @typedef {{ facet: SetFacet, value: string, button: HTMLElement, number: HTMLElement }} Toggle
 */

/** @type {Record<string, string>} */
const stateNames = { fail: "failing", unknown: "undecided", excused: "excused", pass: "passing" };

/** @type {Record<string, string>} */
const severityNames = Object.fromEntries(severities.map((name) => [name, name]));

/** @param {string} id @param {readonly string[]} values */
function fillSelect(id, values) {
  const select = byId(id, HTMLSelectElement);
  select.replaceChildren(
    new Option("all", "*"),
    ...[...new Set(values)].sort().map((value) => new Option(value || "cluster-scoped", value)),
  );
  return select;
}

/** @param {Data} data */
function fillSelects({ findings, checks }) {
  const namespaces = findings.map(({ namespace }) => namespace);
  const domains = Object.values(checks).map(({ domain }) => domain);
  const ids = findings.map(({ check }) => check);
  return {
    namespace: fillSelect("namespace", namespaces),
    domain: fillSelect("domain", domains),
    check: fillSelect("check", ids),
  };
}

/**
 * Buttons for the values of a facet, each with room for a number.
 * @param {SetFacet} facet
 * @param {Record<string, string>} names
 * @param {(facet: SetFacet, value: string) => void} pressed
 * @returns {Toggle[]}
 */
function makeToggles(facet, names, pressed) {
  return Object.entries(names).map(([value, name]) => {
    const number = element("span", "n");
    const button = element("button", "toggle", `${name} `, number);
    button.setAttribute("type", "button");
    button.addEventListener("click", () => pressed(facet, value));
    byId(facet, HTMLElement).append(button);
    return { facet, value, button, number };
  });
}

/**
 * @param {Data} data
 * @param {(wanted: Wanted, groupBy: GroupBy) => void} changed called at every change
 */
export function makeToolbar(data, changed) {
  let wanted = initialWanted();
  const search = byId("q", HTMLInputElement);
  const group = byId("group", HTMLSelectElement);
  const selects = fillSelects(data);

  function apply() {
    const { namespace, domain, check } = selects;
    const text = search.value.trim().toLowerCase().replaceAll(/\s+/g, " ");
    wanted = { ...wanted, text, namespace: namespace.value, domain: domain.value, check: check.value };
    for (const { facet, value, button } of toggles)
      button.setAttribute("aria-pressed", String(wanted[facet].has(value)));
    changed(wanted, /** @type {GroupBy} */ (group.value));
  }

  /** @type {(facet: SetFacet, value: string) => void} */
  function press(facet, value) {
    if (!wanted[facet].delete(value)) wanted[facet].add(value);
    apply();
  }

  function clear() {
    wanted = initialWanted();
    search.value = "";
    for (const select of Object.values(selects)) select.value = "*";
    apply();
  }

  const toggles = [...makeToggles("severities", severityNames, press), ...makeToggles("states", stateNames, press)];
  search.addEventListener("input", apply);
  for (const select of [group, ...Object.values(selects)]) select.addEventListener("change", apply);
  byId("clear", HTMLButtonElement).addEventListener("click", clear);
  byId("toolbar", HTMLFormElement).addEventListener("submit", (event) => event.preventDefault());
  return { apply, toggles };
}
