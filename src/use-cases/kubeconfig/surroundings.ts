// What looking at a kubeconfig needs of the machine it stands on: a port that the command line fills.

/** What a file system says of a path. Modes are the lower twelve bits; owners are numbers of users. */
export interface PathState {
  readonly kind: "file" | "folder" | "other";
  readonly mode: number;
  readonly owner: number;
  /** Where a symbolic link ends; undefined where the path is none. */
  readonly linksTo: string | undefined;
}

/** A file's bytes, or why there are none. */
export type FileReading = { readonly bytes: Uint8Array } | { readonly fault: string };

/** The machine. Nothing here throws. */
export interface Surroundings {
  /** A path of a kubeconfig as kubectl resolves it: against the folder of the file that names it. */
  readonly resolve: (file: string, path: string) => string;
  readonly folderOf: (path: string) => string;
  readonly read: (path: string) => FileReading;
  /** Undefined where nothing is there, or it cannot be looked at. */
  readonly state: (path: string) => PathState | undefined;
  /** Where a program without a folder is found. */
  readonly lookUp: (program: string) => string | undefined;
  /** Whether a certificate and a private key, in PEM, belong together; `unreadable` where the key cannot be read. */
  readonly certificateFits: (certificate: string, key: string) => boolean | "unreadable";
  /** The user who looks. */
  readonly user: number | undefined;
  /** Milliseconds since 1970. */
  readonly asOf: number;
}
