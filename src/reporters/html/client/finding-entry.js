// One finding as an entry that opens; what is inside is made when it is opened first.
import { element, link } from "./page.js";

/**
 * @typedef {import("./data.js").Finding} Finding
 * @typedef {import("./data.js").Check} Check
 */

/** @param {string} title @param {...(Node | string)} content */
function part(title, ...content) {
  return [element("h4", "", title), ...content];
}

/** @param {readonly (Node | string)[]} items */
function list(items) {
  return element("ul", "", ...items.map((item) => element("li", "", item)));
}

/** @param {Finding} finding */
function decided({ evidence, reasons, pods, patch, note, excuse }) {
  const parts = evidence.length > 0 ? part("What decided", list(evidence)) : [];
  if (reasons !== undefined) parts.push(...part("What makes it worse", reasons));
  if (pods !== undefined && pods > 1) parts.push(...part("Running pods that share it", String(pods)));
  if (excuse !== undefined) parts.push(...part("Excused", excuse));
  if (patch !== undefined) parts.push(...part("Change that closes it", element("pre", "", patch.join("\n"))));
  if (note !== undefined) parts.push(element("p", "", note));
  return element("div", "", ...parts);
}

/** @param {Finding} finding @param {Check | undefined} check */
function explained({ fingerprint }, check) {
  const parts = [];
  if (check !== undefined) {
    parts.push(...part("Why it matters", check.rationale), ...part("What to do", check.remediation));
    if (check.references.length > 0) parts.push(...part("Read more", list(check.references.map(link))));
    if (check.frameworks.length > 0) parts.push(...part("Frameworks", check.frameworks.join(" · ")));
  }
  parts.push(...part("Fingerprint", element("code", "", fingerprint)));
  return element("div", "", ...parts);
}

/** @param {Finding} finding @param {Check | undefined} check */
export function findingEntry(finding, check) {
  const label = finding.state === "fail" ? finding.severity : finding.state;
  const facts = element(
    "span",
    "facts",
    element("span", finding.object === undefined ? "object own" : "object", finding.object ?? finding.owner),
    element("span", "check", finding.check),
    finding.path === undefined ? undefined : element("code", "path", finding.path),
  );
  const summary = element(
    "summary",
    "",
    element("span", `chip ${label}`, label),
    element("span", "what", element("span", "message", finding.message), facts),
    finding.place === undefined ? undefined : element("code", "place", finding.place),
  );
  const details = element("details", "", summary);
  details.addEventListener(
    "toggle",
    () => details.append(element("div", "detail", decided(finding), explained(finding, check))),
    { once: true },
  );
  return element("li", "finding", details);
}
