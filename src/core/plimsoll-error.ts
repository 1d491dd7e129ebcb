// The one exception of the program: something the user asked for cannot be done. Trouble in input is data, not an exception.
import type { ErrorCode } from "./error-codes.ts";
import type { Location } from "./location.ts";

/** What went wrong and what to do next; `location` where a file is at fault. */
export interface ErrorDetails {
  readonly message: string;
  readonly hint: string;
  readonly cause?: unknown;
  readonly location?: Location;
}

/** An error with a documented code (docs/reference/errors.md), a message and a hint. */
export class PlimsollError extends Error {
  override readonly name = "PlimsollError";
  readonly code: ErrorCode;
  readonly hint: string;
  readonly location: Location | undefined;

  constructor(code: ErrorCode, details: ErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    this.location = details.location;
  }
}
