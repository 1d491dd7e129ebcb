// docs/reference/errors.md: every error code.
import { errorCodes } from "../../src/core/index.ts";
import type { GeneratedFile } from "./generated-file.ts";

/** The page of error codes, in the order of the source. */
export function errorReference(): GeneratedFile {
  const rows = Object.entries(errorCodes).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  const text = [
    "# Errors",
    "",
    "Every error has a code, says what happened and what to do next, and ends the program with exit code 2.",
    "Trouble in the input (a broken document, a refused list) is not an error: it is part of the report.",
    "",
    "| Code | Meaning |",
    "| --- | --- |",
    ...rows,
    "",
  ].join("\n");
  return { path: "docs/reference/errors.md", text };
}
