// Sends an answer to its reporters: one to standard output, others to files.
import { join } from "node:path";
import { writeFile } from "../actions/write-file/index.ts";
import { didYouMean, nearest, PlimsollError, type Document, type Report } from "../core/index.ts";
import { reporters, type LazyReporter, type Reporter, type ReporterOptions } from "../reporters/index.ts";
import { wantsColour, type Io } from "./io.ts";
import type { Config } from "./read-config.ts";

/** A format and the file it goes to; without a file, standard output. */
interface Target {
  readonly lazy: LazyReporter;
  readonly file: string | undefined;
}

/** What is to be drawn: a report, or another answer as data and document. */
export type Drawable = { readonly report: Report } | { readonly document: Document; readonly data: unknown };

function usage(message: string, hint: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint });
}

/** Whether text after a comma starts another format, or with its file nearly does, rather than going on with a file's name. */
function startsFormat(text: string): boolean {
  const names = reporters.map(({ name }) => name);
  const separator = text.indexOf("=");
  return separator === -1 ? names.includes(text) : nearest(text.slice(0, separator), names, 1).length > 0;
}

/** `json,html=report.html` is two formats; `html=Q3, final.html` is one, and its file. */
function splitTargets(text: string): string[] {
  const targets: string[] = [];
  for (const part of text.split(",")) {
    const last = targets.at(-1);
    if (last?.includes("=") === true && !startsFormat(part)) targets[targets.length - 1] = `${last},${part}`;
    else if (part !== "") targets.push(part);
  }
  return targets;
}

function parseTarget(text: string, config: Config): Target {
  const separator = text.indexOf("=");
  const format = separator === -1 ? text : text.slice(0, separator);
  const named = separator === -1 ? undefined : text.slice(separator + 1);
  const lazy = reporters.find(({ name }) => name === format);
  if (lazy === undefined) {
    const names = reporters.map(({ name }) => name);
    throw usage(`"${format}" is not an output format`, `use one of ${names.join(", ")}.${didYouMean(format, names)}`);
  }
  if (named === "")
    throw usage(`no file is named after "${format}="`, `write -o ${format}=FILE, or -o ${format} for standard output`);
  const inFolder = config.outputDir !== undefined && format !== "terminal";
  const file = inFolder ? join(config.outputDir ?? "", `${config.reportPrefix}.${lazy.extension}`) : undefined;
  return { lazy, file: named ?? file };
}

function refuseUnfit(targets: readonly Target[], what: "reports" | "documents"): void {
  const fits = ({ only }: LazyReporter): boolean => only === undefined || only === what;
  const unfit = targets.find(({ lazy }) => !fits(lazy));
  if (unfit === undefined) return;
  const names = reporters.filter(fits).map(({ name }) => name);
  throw usage(`${unfit.lazy.name} cannot show this answer`, `use one of ${names.join(", ")}`);
}

/** Checks `-o` before any work is done: formats that can show it, at most one for standard output, no file twice. */
export function parseTargets(config: Config, what: "report" | "document" = "document"): readonly Target[] {
  const targets = config.output.flatMap(splitTargets).map((text) => parseTarget(text, config));
  refuseUnfit(targets, `${what}s`);
  if (targets.filter(({ file }) => file === undefined).length > 1) {
    throw usage("two formats go to standard output", "give all but one a file: -o json -o html=report.html");
  }
  const files = targets.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw usage(`two formats go to ${twice}`, "give each a file of its own");
  return targets;
}

function draw(reporter: Reporter, answer: Drawable, options: ReporterOptions): Iterable<string> {
  const text =
    "report" in answer
      ? reporter.report?.(answer.report, options)
      : reporter.document?.(answer.document, answer.data, options);
  if (text === undefined)
    throw usage(`${reporter.name} cannot show this answer`, "use -o terminal, json, markdown or html");
  return typeof text === "string" ? [text] : text;
}

const pieceLength = 64 * 1024;

/** Many small chunks as few large ones: a write costs more than its text. */
function* inPieces(chunks: Iterable<string>): Iterable<string> {
  let piece = "";
  for (const chunk of chunks) {
    piece += chunk;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

/** Draws an answer for each target. Files are written whole or not at all, and named on standard error. */
export async function writeAnswer(
  targets: readonly Target[],
  answer: Drawable,
  view: Pick<ReporterOptions, "verbose" | "groupBy">,
  io: Io,
): Promise<void> {
  const width = Math.max(80, Math.min(io.columns ?? (Number(io.env["COLUMNS"]) || 100), 200));
  for (const { lazy, file } of targets) {
    const reporter = await lazy.load();
    if (file === undefined) {
      const colour = reporter.name === "terminal" && wantsColour(io, io.outIsTerminal);
      const options = { ...view, width, colour, hyperlinks: colour && io.outIsTerminal };
      for (const piece of inPieces(draw(reporter, answer, options))) io.out(piece);
    } else {
      writeFile(file, inPieces(draw(reporter, answer, { ...view, width, colour: false, hyperlinks: false })));
      io.err(`${reporter.name} report written to ${file}\n`);
    }
  }
}
