// How errors look: what happened, where, what to do next; a stack only for faults of our own.
import { formatLocation, plainText, PlimsollError } from "../core/index.ts";
import { wantsColour, type Io } from "./io.ts";

const issues = "this is a fault of Plimsoll: please report it with the command and the text above";

function lines(error: unknown): string[] {
  if (error instanceof PlimsollError) {
    const place = error.location === undefined ? "" : `${formatLocation(error.location)}: `;
    return [`error: ${place}${error.message} (${error.code})`, `  hint: ${error.hint}`];
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error && error.stack !== undefined ? error.stack.split("\n").slice(1, 6) : [];
  return [`error: ${text} (PLIMSOLL_INTERNAL)`, ...stack, `  hint: ${issues}`];
}

/** Prints an error to standard error. Text from outside is made harmless for a terminal. */
export function printError(error: unknown, io: Io): void {
  const [first = "", ...rest] = lines(error)
    .flatMap((line) => line.split("\n"))
    .map((line) => plainText(line));
  const red = wantsColour(io, io.errIsTerminal);
  const head = red ? first.replace(/^error:/, "\u001B[31merror:\u001B[0m") : first;
  io.err(`${[head, ...rest].join("\n")}\n`);
}
