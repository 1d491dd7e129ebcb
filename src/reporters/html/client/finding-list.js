// The list: findings gathered in groups, a page at a time.
import { severities } from "./data.js";
import { findingEntry } from "./finding-entry.js";
import { element } from "./page.js";

/**
 * @typedef {import("./data.js").Finding} Finding
 * @typedef {import("./data.js").Data} Data
 * @typedef {"owner" | "check" | "severity" | "namespace"} GroupBy
 */

const pageSize = 100;

/** @param {Finding} finding @param {GroupBy} groupBy */
function keyOf(finding, groupBy) {
  if (groupBy === "namespace") return finding.namespace === "" ? "cluster-scoped" : finding.namespace;
  return finding[groupBy];
}

/** @param {readonly Finding[]} findings @param {GroupBy} groupBy */
function gather(findings, groupBy) {
  /** @type {Map<string, Finding[]>} */
  const groups = new Map();
  for (const finding of findings) {
    const key = keyOf(finding, groupBy);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return groups;
}

/** @param {readonly Finding[]} group */
function countsOf(group) {
  const failing = group.filter(({ state }) => state === "fail");
  const parts = severities.map(
    (name) => /** @type {const} */ ([failing.filter(({ severity }) => severity === name).length, name]),
  );
  const others = ["unknown", "excused", "pass"].map(
    (name) => /** @type {const} */ ([group.filter(({ state }) => state === name).length, name]),
  );
  return [...parts, ...others]
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`)
    .join(", ");
}

/**
 * A list in an element, with a button that shows more of it.
 * @param {HTMLElement} place
 * @param {HTMLElement} more
 * @param {Data} data
 */
export function makeList(place, more, data) {
  /** @type {{ heading: string, first: boolean, counts: string, finding: Finding }[]} */
  let lines = [];
  let drawn = 0;
  let entries = element("ul", "entries");

  /** @param {number} count */
  function draw(count) {
    for (const { heading, first, counts, finding } of lines.slice(drawn, drawn + count)) {
      if (first) {
        entries = element("ul", "entries");
        place.append(element("h3", "group", heading, element("span", "", counts)), entries);
      }
      entries.append(findingEntry(finding, data.checks[finding.check]));
    }
    drawn = Math.min(lines.length, drawn + count);
    more.hidden = drawn === lines.length;
    more.textContent = `Show ${Math.min(pageSize, lines.length - drawn)} more of ${lines.length - drawn}`;
  }

  /** @param {readonly Finding[]} findings @param {GroupBy} groupBy */
  function show(findings, groupBy) {
    place.replaceChildren();
    place.className = `by-${groupBy}`;
    drawn = 0;
    lines = [...gather(findings, groupBy)].flatMap(([key, group]) => {
      const title = groupBy === "check" ? `${data.checks[key]?.title ?? key} (${key})` : key;
      const counts = countsOf(group);
      return group.map((finding, index) => ({ heading: title, first: index === 0, counts, finding }));
    });
    draw(pageSize);
  }

  more.addEventListener("click", () => {
    const next = place.querySelectorAll("summary").length;
    draw(pageSize);
    place.querySelectorAll("summary")[next]?.focus();
  });
  return {
    show,
    /** @param {number} count */
    atLeast(count) {
      draw(Math.max(0, count - drawn));
    },
  };
}
