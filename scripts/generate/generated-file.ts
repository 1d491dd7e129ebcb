// A file that is generated, committed and compared in CI.

/** `path` is relative to the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}
