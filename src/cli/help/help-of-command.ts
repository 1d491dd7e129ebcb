// What the help of one command ends with.

/** Examples, and what the exit codes mean. */
export interface HelpText {
  /** Command lines, and what they do. */
  readonly examples: readonly (readonly [string, string])[];
  readonly exitCodes: string;
}

export const couldNotRun = "2 could not run";
