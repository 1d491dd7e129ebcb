// A client of the target's API server, with real waits.
import { setTimeout as wait } from "node:timers/promises";
import type { ClusterOptions, Pacing } from "../cluster-options.ts";
import { connect } from "../connection/connect.ts";
import type { Target } from "../kubeconfig/target.ts";
import { ApiClient } from "./api-client.ts";

const realPacing: Pacing = {
  wait: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
  random: () => Math.random(),
};
const defaultTimeout = 30_000;

/** Opens the way; nothing is sent yet. @throws PlimsollError PLIMSOLL_KUBECONFIG */
export async function openClient(target: Target, options: ClusterOptions): Promise<ApiClient> {
  const renew = (): ReturnType<typeof connect> => connect(target, options);
  return new ApiClient(await renew(), {
    timeout: options.requestTimeoutMs ?? defaultTimeout,
    pacing: options.pacing ?? realPacing,
    renew,
  });
}
