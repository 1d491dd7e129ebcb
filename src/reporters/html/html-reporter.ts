// Reports and documents as one HTML file that asks for nothing from outside.
import type { Report } from "../../core/index.ts";
import type { Reporter } from "../reporter.ts";
import { checksSection } from "./checks-section.ts";
import { documentPage } from "./document-page.ts";
import { findingsSection, pageData } from "./findings-section.ts";
import { coverageSection, firstSection } from "./first-section.ts";
import { masthead, pageClosing, pageOpening, pageScript } from "./page-shell.ts";
import { scoreSection } from "./score-section.ts";

const sections = [
  ["first", "Fix first"],
  ["findings", "Findings"],
  ["unseen", "Not seen"],
  ["checks", "Checks"],
] as const;

function* reportPage(report: Report): Iterable<string> {
  yield pageOpening(`${report.input.label} · Plimsoll`, "report").text;
  yield masthead(report.fixFirst.length > 0 ? sections : sections.slice(1)).text;
  yield `<main class="wide" id="content">\n`;
  yield scoreSection(report).text;
  yield firstSection(report).text;
  yield findingsSection(report).text;
  yield coverageSection(report).text;
  yield checksSection(report).text;
  yield `</main>\n${pageClosing(report.tool.version).text}\n`;
  yield* pageData(report);
  yield pageScript("report").text;
  yield "</body></html>\n";
}

/** Search and filters need the page's script; without it the summary and the first 100 findings are there. */
export const htmlReporter: Reporter = {
  name: "html",
  extension: "html",
  mediaType: "text/html; charset=utf-8",
  report: reportPage,
  document: documentPage,
};
