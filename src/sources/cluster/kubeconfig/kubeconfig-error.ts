// The errors of reading a kubeconfig.
import { PlimsollError, type Location } from "../../../core/index.ts";

/** What to add to the message. */
export interface KubeconfigErrorDetails {
  readonly hint?: string;
  readonly cause?: unknown;
  readonly location?: Location;
  readonly file?: string;
}

/** PLIMSOLL_KUBECONFIG: `subject` (a file, a user, a cluster) and what is wrong with it. */
export function kubeconfigError(subject: string, fault: string, details: KubeconfigErrorDetails = {}): PlimsollError {
  const { hint, cause, location, file } = details;
  const show = file === undefined ? "kubectl config view" : `kubectl config view --kubeconfig ${file}`;
  return new PlimsollError("PLIMSOLL_KUBECONFIG", {
    message: `kubeconfig ${subject}: ${fault}`,
    hint: hint ?? `correct it; "${show}" says what kubectl makes of it`,
    ...(cause === undefined ? {} : { cause }),
    ...(location === undefined ? {} : { location }),
  });
}
