// An audit policy file, or the error the API server would not start with.
import { PlimsollError, type Minor } from "../../../core/index.ts";
import { parsePolicy, type AuditPolicy, type PolicyWarning } from "../../../engines/audit/index.ts";

/** A policy that loads, and what in it does not do what it seems to. */
export interface ReadPolicy {
  readonly policy: AuditPolicy;
  readonly warnings: readonly PolicyWarning[];
}

/** Reads a policy as an API server of a version does. @throws PlimsollError with the server's own error. */
export function readPolicy(text: string, file: string, version: Minor): ReadPolicy {
  const reading = parsePolicy(text, version);
  if ("policy" in reading) return reading;
  throw new PlimsollError("PLIMSOLL_INPUT_UNREADABLE", {
    message: `the API server does not start with this audit policy: ${reading.error}`,
    hint: "mend the file: the error is the one its log would show",
    location: { file, line: 1 },
  });
}
