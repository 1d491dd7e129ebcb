// Help of the commands about audit.
import { couldNotRun, type HelpText } from "./help-of-command.ts";

/** By command, as a user types it. */
export const auditHelp: Readonly<Record<string, HelpText>> = {
  "audit policy explain": {
    examples: [
      ["plimsoll audit policy explain policy.yaml --as jane get secrets -n shop", "level, stages and the rule"],
      ["plimsoll audit policy explain policy.yaml --as jane list secrets -A", "in all namespaces at once"],
      ["plimsoll audit policy explain policy.yaml --as x get pods --ending unauthenticated", "a failed login"],
    ],
    exitCodes: `0 something is recorded, 1 nothing is, ${couldNotRun}.`,
  },
  "audit policy lint": {
    examples: [
      ["plimsoll audit policy lint policy.yaml", "rules without effect, blind spots, leaks"],
      ["plimsoll audit policy lint - --fail-on medium < policy.yaml", "for CI"],
    ],
    exitCodes: `0 nothing at or above --fail-on, 1 findings, ${couldNotRun}.`,
  },
  "audit policy coverage": {
    examples: [
      ["plimsoll audit policy coverage policy.yaml", "detections and auditors' questions"],
      ["plimsoll audit policy coverage policy.yaml -o csv=coverage.csv", "as a table"],
    ],
    exitCodes: `0 blind to nothing, 1 blind to something, ${couldNotRun}.`,
  },
  "audit policy generate": {
    examples: [
      ["plimsoll audit policy generate --profile pci > policy.yaml", "the file"],
      ["plimsoll audit policy generate --profile low-volume -o json", "as data"],
    ],
    exitCodes: `0 printed, ${couldNotRun}.`,
  },
};
