// Reports and documents for people at a terminal.
import type { Report } from "../../core/index.ts";
import type { Reporter, ReporterOptions } from "../reporter.ts";
import { coverage, hints, problems, undecidedChecks, waivers } from "./closing-lines.ts";
import { documentLines } from "./document-lines.ts";
import { findingGroups } from "./finding-groups.ts";
import { fixFirst } from "./fix-first.ts";
import { pageFor } from "./page.ts";
import { reportHeader } from "./report-header.ts";

function* reportLines(report: Report, options: ReporterOptions): Iterable<string> {
  const page = pageFor(options);
  yield* reportHeader(page, report);
  yield* fixFirst(page, report);
  yield* findingGroups(page, report, options.groupBy);
  yield* undecidedChecks(page, report);
  yield* problems(page, report);
  yield* waivers(page, report);
  yield* coverage(page, report);
  yield* hints(page, report);
}

/** 80 to 200 columns, words wrapped, nothing cut but texts beyond 2,000 characters. */
export const terminalReporter: Reporter = {
  name: "terminal",
  extension: "txt",
  mediaType: "text/plain; charset=utf-8",
  report: reportLines,
  document: (document, _data, options) => documentLines(document, options),
};
