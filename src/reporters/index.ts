// All reporters.
import { csvReporter } from "./csv/csv-reporter.ts";
import { htmlReporter } from "./html/html-reporter.ts";
import { jsonReporter } from "./json/json-reporter.ts";
import { junitReporter } from "./junit/junit-reporter.ts";
import { markdownReporter } from "./markdown/markdown-reporter.ts";
import { openReportsReporter, policyReportReporter } from "./open-reports/open-reports-reporter.ts";
import { prometheusReporter } from "./prometheus/prometheus-reporter.ts";
import type { Reporter } from "./reporter.ts";
import { sarifReporter } from "./sarif/sarif-reporter.ts";
import { terminalReporter } from "./terminal/terminal-reporter.ts";

export type { Reporter, ReporterOptions } from "./reporter.ts";

/** Every reporter, in the order in which they are listed to people. */
export const reporters: readonly Reporter[] = [
  terminalReporter,
  jsonReporter,
  htmlReporter,
  sarifReporter,
  junitReporter,
  markdownReporter,
  csvReporter,
  openReportsReporter,
  policyReportReporter,
  prometheusReporter,
];
