// Every error code, with what it means: the source of docs/reference/errors.md.

/** Code → what happened, in one sentence. */
export const errorCodes = {
  PLIMSOLL_USAGE: "The command line cannot be understood.",
  PLIMSOLL_CONFIG: "The configuration file has an unknown key or a wrong value.",
  PLIMSOLL_INPUT_UNREADABLE:
    "No input could be read: the file does not exist, may not be read, or holds nothing that is Kubernetes.",
  PLIMSOLL_KUBECONFIG: "The kubeconfig cannot be read, or names a context, cluster or user that is not there.",
  PLIMSOLL_SOURCE_UNREACHABLE: "The API server could not be reached, or did not answer in time.",
  PLIMSOLL_SOURCE_UNAUTHENTICATED: "The API server did not accept the credentials.",
  PLIMSOLL_SOURCE_FORBIDDEN: "The API server refused every list that was asked for.",
  PLIMSOLL_SOURCE_TLS: "The API server's certificate could not be verified.",
  PLIMSOLL_SNAPSHOT_INVALID: "The snapshot is damaged, or was written by a newer version.",
  PLIMSOLL_BASELINE_INVALID: "The baseline file cannot be read.",
  PLIMSOLL_WAIVERS_INVALID: "The waiver file cannot be read.",
  PLIMSOLL_UNKNOWN_OBJECT: "The question names something the input does not have.",
  PLIMSOLL_UNKNOWN_CHECK: "There is no check of that name.",
  PLIMSOLL_APPLY: "The API server refused a change that was asked for with --apply, or it did not come about.",
  PLIMSOLL_OUTPUT: "A report could not be written.",
  PLIMSOLL_INTERNAL: "A fault of Plimsoll itself.",
} as const satisfies Readonly<Record<string, string>>;

/** A documented error code. */
export type ErrorCode = keyof typeof errorCodes;
