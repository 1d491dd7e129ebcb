// The few names, labels, ports and addresses random clusters are made of, so that rules meet what they speak of.
import * as fc from "fast-check";
import type { ProtocolName } from "./cluster-objects.ts";

export const protocolName = fc.constantFrom<ProtocolName>("TCP", "UDP", "SCTP");
export const namespaceName = fc.constantFrom("a", "b", "c");
export const labelKey = fc.constantFrom("app", "tier");
export const labelValue = fc.constantFrom("x", "y", "z");
export const portName = fc.constantFrom("http", "dns");
export const portNumber = fc.constantFrom(1, 53, 80, 81, 443, 65535);

/** Ports worth asking about: every number above and its neighbours. */
export const probedPorts = [1, 2, 53, 79, 80, 81, 100, 101, 443, 65535];

/** Addresses outside the cluster, some next to where the blocks below begin and end. */
export const outsideAddresses = ["8.8.8.8", "10.0.1.0", "169.254.169.254", "fd00::ffff"];

export const labels = fc.dictionary(labelKey, labelValue, { maxKeys: 2, noNullPrototype: true });

/** Leaves out fields that are undefined, as JSON would. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what it wrote
export function tidy<T>(value: unknown): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
