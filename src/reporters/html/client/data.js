// The findings and checks the page was written with.
import { byId } from "./page.js";

/**
 * @typedef {object} Finding
 * @property {string} check
 * @property {string} severity
 * @property {"fail" | "unknown" | "pass" | "excused"} state
 * @property {string} owner
 * @property {string} [object]
 * @property {string} namespace
 * @property {string} message
 * @property {string} [path]
 * @property {string} [place]
 * @property {string[]} evidence
 * @property {string[]} [patch]
 * @property {string} [note]
 * @property {string} [reasons]
 * @property {number} [pods]
 * @property {string} [excuse]
 * @property {string} fingerprint
 *
 * @typedef {object} Check
 * @property {string} title
 * @property {string} domain
 * @property {string} rationale
 * @property {string} remediation
 * @property {string[]} references
 * @property {string[]} frameworks
 *
 * @typedef {{ checks: Record<string, Check>, findings: Finding[] }} Data
 */

/** @type {readonly string[]} */
export const severities = ["critical", "high", "medium", "low", "info"];

/** @returns {Data} */
export function readData() {
  return JSON.parse(byId("data", HTMLScriptElement).textContent ?? "");
}
