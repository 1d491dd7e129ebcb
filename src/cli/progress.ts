// A progress line on standard error, on a terminal only.
import type { Progress } from "../model/index.ts";
import type { Io } from "./io.ts";

const width = 24;

function bar(done: number, total: number): string {
  const filled = Math.round((Math.min(done, total) / Math.max(total, 1)) * width);
  return `[${"=".repeat(filled)}${" ".repeat(width - filled)}] ${done}/${total} `;
}

/** Progress for a person; `finish` removes the line. Silent where standard error is not a terminal that can clear a line. */
export function progressOf(io: Io): Progress & { finish(): void } {
  if (!io.errIsTerminal || io.env["TERM"] === "dumb") return { step() {}, finish() {} };
  const columns = io.columns ?? 80;
  return {
    step(text, done, total) {
      const line = `${done !== undefined && total !== undefined ? bar(done, total) : ""}${text.replaceAll(/[^\x20-\x7E]/g, "?")}`;
      io.err(`\r\u001B[2K${line.slice(0, columns - 1)}`);
    },
    finish() {
      io.err("\r\u001B[2K");
    },
  };
}
