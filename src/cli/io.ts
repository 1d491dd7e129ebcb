// The world as the command line sees it; tests pass their own.

/** Streams, environment and clock of one run. Results go to `out`, all else to `err`. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  readonly inIsTerminal: boolean;
  /** Columns of the terminal, if it is one. */
  readonly columns: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** RFC 3339. */
  readonly now: () => string;
}

/** Whether colours are wanted on a stream: NO_COLOR wins, FORCE_COLOR comes next, else a terminal decides. */
export function wantsColour(io: Io, isTerminal: boolean): boolean {
  if (io.env["NO_COLOR"] !== undefined && io.env["NO_COLOR"] !== "") return false;
  if (io.env["FORCE_COLOR"] !== undefined && io.env["FORCE_COLOR"] !== "0") return true;
  return isTerminal && io.env["TERM"] !== "dumb";
}
