// What a set of conformance vectors is: files to find, cases to judge one by one.

/** What became of one case; `message` says what was expected and what came. */
export interface CaseResult {
  /** Names the case within its set, stable, so that disputed.json can name it. */
  readonly id: string;
  readonly passed: boolean;
  readonly message?: string;
}

/** The runner of one set; lives in sets/<name>.ts. */
export interface VectorSet {
  readonly name: string;
  /** The files of the set below these folders; none where the set is not there. */
  readonly find: (folders: readonly string[]) => readonly string[];
  /** Judges every case of the files, as a stream: a set may be larger than memory. A file that cannot be read throws. */
  readonly run: (files: readonly string[]) => AsyncIterable<CaseResult>;
}
