// All reporters, each loaded only when something is drawn with it.
import type { Reporter } from "./reporter.ts";

export type { Reporter, ReporterOptions } from "./reporter.ts";

/** What is known of a reporter without loading it. */
export interface LazyReporter {
  readonly name: string;
  /** Of the file written by default, without the dot. */
  readonly extension: string;
  /** What it can draw, where that is not both. */
  readonly only?: "reports" | "documents";
  load(): Promise<Reporter>;
}

/** Every reporter, in the order in which they are listed to people. */
export const reporters: readonly LazyReporter[] = [
  {
    name: "terminal",
    extension: "txt",
    load: async () => (await import("./terminal/terminal-reporter.ts")).terminalReporter,
  },
  { name: "json", extension: "json", load: async () => (await import("./json/json-reporter.ts")).jsonReporter },
  { name: "html", extension: "html", load: async () => (await import("./html/html-reporter.ts")).htmlReporter },
  {
    name: "sarif",
    extension: "sarif",
    only: "reports",
    load: async () => (await import("./sarif/sarif-reporter.ts")).sarifReporter,
  },
  {
    name: "junit",
    extension: "xml",
    only: "reports",
    load: async () => (await import("./junit/junit-reporter.ts")).junitReporter,
  },
  {
    name: "markdown",
    extension: "md",
    load: async () => (await import("./markdown/markdown-reporter.ts")).markdownReporter,
  },
  { name: "csv", extension: "csv", load: async () => (await import("./csv/csv-reporter.ts")).csvReporter },
  {
    name: "open-reports",
    extension: "open-reports.json",
    only: "reports",
    load: async () => (await import("./open-reports/open-reports-reporter.ts")).openReportsReporter,
  },
  {
    name: "policy-report",
    extension: "policy-report.json",
    only: "reports",
    load: async () => (await import("./open-reports/open-reports-reporter.ts")).policyReportReporter,
  },
  {
    name: "prometheus",
    extension: "prom",
    only: "reports",
    load: async () => (await import("./prometheus/prometheus-reporter.ts")).prometheusReporter,
  },
  {
    name: "svg",
    extension: "svg",
    only: "documents",
    load: async () => (await import("./html/svg-reporter.ts")).svgReporter,
  },
  {
    name: "dot",
    extension: "dot",
    only: "documents",
    load: async () => (await import("./dot/dot-reporter.ts")).dotReporter,
  },
  {
    name: "mermaid",
    extension: "mmd",
    only: "documents",
    load: async () => (await import("./markdown/mermaid-reporter.ts")).mermaidReporter,
  },
];
