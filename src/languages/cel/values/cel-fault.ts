// What an evaluation gives instead of a value: an error, or the news that something asked for is not known.

/** Why there is no value; `&&`, `||`, all() and exists() may still find an answer without it. */
export class CelFault {
  readonly message: string;
  /** Names of the variables bound as unknown that the answer depends on; empty for an error. */
  readonly unknowns: readonly string[];
  constructor(message: string, unknowns: readonly string[] = []) {
    this.message = message;
    this.unknowns = unknowns;
  }
}

/** Binds a variable whose value was not seen: what depends on it is unknown, what does not is answered. */
export function celUnknown(name: string): CelFault {
  return new CelFault(`unknown: ${name}`, [name]);
}
