// Which findings are shown: search, severities, states, and one value of namespace, domain and check each.

/**
 * @typedef {import("./data.js").Finding} Finding
 * @typedef {import("./data.js").Data} Data
 * @typedef {object} Wanted
 * @property {string} text
 * @property {Set<string>} severities
 * @property {Set<string>} states
 * @property {string} namespace
 * @property {string} domain
 * @property {string} check
 * @typedef {"text" | "severities" | "states" | "namespace" | "domain" | "check"} Facet
 */

/** @returns {Wanted} What a reader sees first: all that is open. */
export function initialWanted() {
  return {
    text: "",
    severities: new Set(),
    states: new Set(["fail", "unknown"]),
    namespace: "*",
    domain: "*",
    check: "*",
  };
}

/**
 * The words of each finding in lower case, made once.
 * @param {Data} data
 */
function haystacks({ findings, checks }) {
  return findings.map((finding) =>
    [
      finding.message,
      finding.owner,
      finding.object,
      finding.check,
      checks[finding.check]?.title,
      finding.path,
      finding.place,
    ]
      .join(" ")
      .toLowerCase(),
  );
}

/** @param {Data} data */
export function makeFilter(data) {
  const words = haystacks(data);
  /** @type {Record<Facet, (finding: Finding, index: number, wanted: Wanted) => boolean>} */
  const tests = {
    text: (_finding, index, { text }) => {
      const haystack = words[index] ?? "";
      return text === "" || text.split(" ").every((word) => haystack.includes(word));
    },
    severities: ({ severity }, _index, wanted) => wanted.severities.size === 0 || wanted.severities.has(severity),
    states: ({ state }, _index, wanted) => wanted.states.size === 0 || wanted.states.has(state),
    namespace: (finding, _index, { namespace }) => namespace === "*" || finding.namespace === namespace,
    domain: (finding, _index, { domain }) => domain === "*" || data.checks[finding.check]?.domain === domain,
    check: (finding, _index, { check }) => check === "*" || finding.check === check,
  };
  const facets = /** @type {Facet[]} */ (Object.keys(tests));
  return {
    /**
     * The findings that fit, in their order; one facet may be left out of account, to count its values.
     * @param {Wanted} wanted
     * @param {Facet} [except]
     */
    matching(wanted, except) {
      const asked = facets.filter((facet) => facet !== except);
      return data.findings.filter((finding, index) => asked.every((facet) => tests[facet](finding, index, wanted)));
    },
  };
}
