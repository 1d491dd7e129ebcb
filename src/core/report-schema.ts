// Table: the JSON schema of the scan report. Within v1 fields are only added; test/catalogue compares with the committed schema.

const text = { type: "string" } as const;
const count = { type: "integer", minimum: 0 } as const;
const severity = { enum: ["critical", "high", "medium", "low", "info"] } as const;
const outcome = { enum: ["pass", "fail", "unknown", "not-applicable"] } as const;
const listOfText = { type: "array", items: text } as const;

function record(
  properties: Readonly<Record<string, unknown>>,
  optional: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required, additionalProperties: false };
}

function list(items: unknown): Readonly<Record<string, unknown>> {
  return { type: "array", items };
}

const ref = { $ref: "#/$defs/object" } as const;
const location = { $ref: "#/$defs/location" } as const;
const bySeverity = record(Object.fromEntries(severity.enum.map((name) => [name, count])));
const byOutcome = record(Object.fromEntries(outcome.enum.map((name) => [name, count])));

const evidence = record(
  {
    source: { enum: ["field", "flag", "default", "rule", "absence", "object"] },
    text,
    object: ref,
    path: text,
    value: { type: ["string", "number", "boolean", "null"] },
  },
  ["object", "path", "value"],
);

const patchOperation = record({ op: { enum: ["add", "replace", "remove"] }, path: text, value: {} }, ["value"]);

const finding = record(
  {
    check: text,
    title: text,
    domain: text,
    outcome: { enum: ["pass", "fail", "unknown"] },
    severity,
    object: ref,
    owner: ref,
    path: text,
    messageId: text,
    message: text,
    evidence: list(evidence),
    location,
    fix: record({ object: ref, patch: list(patchOperation), note: text }, ["note"]),
    fingerprint: { type: "string", pattern: "^[0-9a-f]{32}$" },
    rank: { type: "number", minimum: 0 },
    rankReasons: listOfText,
    pods: count,
    suppression: record({ kind: { enum: ["waiver", "baseline"] }, reason: text, expires: text }, ["expires"]),
  },
  ["path", "location", "fix", "pods", "suppression"],
);

const checkSummary = record(
  {
    id: text,
    title: text,
    domain: text,
    severity,
    outcome,
    examined: count,
    failed: count,
    unknown: count,
    reason: text,
    rationale: text,
    remediation: text,
    references: listOfText,
    frameworks: listOfText,
  },
  ["reason"],
);

const fixFirst = record(
  {
    check: text,
    title: text,
    owner: ref,
    message: text,
    severity,
    rank: { type: "number", minimum: 0 },
    rankReasons: listOfText,
    remediation: text,
    findings: count,
    location,
  },
  ["location"],
);

const input = record({
  kind: { enum: ["cluster", "manifests", "snapshot", "sample"] },
  label: text,
  objects: count,
  namespaces: count,
  version: text,
  versionSource: { enum: ["server", "flag", "newest-supported"] },
});

const gap = record(
  { part: text, status: { enum: ["partial", "not-collected"] }, reason: text, remedy: text, namespaces: listOfText },
  ["namespaces"],
);

const baselineEntry = record(
  {
    fingerprint: { type: "string", pattern: "^[0-9a-f]{32}$" },
    check: text,
    outcome: { enum: ["fail", "unknown"] },
    object: text,
    path: text,
    message: text,
  },
  ["path"],
);

const report = record(
  {
    apiVersion: { const: "plimsoll/v1" },
    kind: { const: "ScanReport" },
    tool: record({ name: { const: "plimsoll" }, version: text }),
    asOf: text,
    input,
    score: record(
      { value: { type: "number", minimum: 0, maximum: 100 }, decided: { type: "number", minimum: 0, maximum: 100 } },
      ["value"],
    ),
    counts: record({
      bySeverity,
      fail: count,
      pass: count,
      unknown: count,
      suppressed: count,
      objects: count,
      checks: byOutcome,
    }),
    findings: list(finding),
    fixFirst: list(fixFirst),
    checks: list(checkSummary),
    coverage: list(gap),
    problems: list(record({ location, object: ref, message: text }, ["location", "object"])),
    waivers: list(record({ kind: { enum: ["expired", "unused", "invalid"] }, text, location }, ["location"])),
    baseline: record({ entries: count, matched: count, gone: list(baselineEntry) }),
  },
  ["asOf", "baseline"],
);

/** JSON Schema 2020-12 of {@link Report}; strict, so that a field that is not in it fails a test. */
export const reportSchema: Readonly<Record<string, unknown>> = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Plimsoll scan report",
  ...report,
  $defs: {
    object: record({ apiVersion: text, kind: text, namespace: text, name: text }, ["namespace"]),
    location: record({ file: text, line: { type: "integer", minimum: 1 }, column: { type: "integer", minimum: 1 } }, [
      "column",
    ]),
  },
};
