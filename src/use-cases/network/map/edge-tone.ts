// How alarming a connection of a map is.
import type { Cell } from "../../../core/index.ts";
import type { PortRanges } from "../../../engines/network-policy/index.ts";
import { includesPort, isEveryPort } from "../question/port-text.ts";
import type { MapUnit, Protection } from "./map-units.ts";

/** Nothing limits what goes through. */
export function isOpen(protection: Protection): boolean {
  return protection !== "limited";
}

/** Where metadata services listen. */
const metadataPort = 80;

/** What the tone of a connection depends on of its ports. */
export interface PortFacts {
  readonly every: boolean;
  readonly metadata: boolean;
}

export function portFacts(ports: PortRanges): PortFacts {
  return { every: isEveryPort(ports), metadata: includesPort(ports, "TCP", metadataPort) };
}

const nothing: PortFacts = { every: false, metadata: false };

/** Muted: nothing limits it at either end, so that it says no more than its ends do, or nothing leads to it. */
export function edgeTone(from: MapUnit, to: MapUnit, ports: PortFacts = nothing): Cell["tone"] {
  if (to.place?.id === "metadata") return ports.metadata ? "bad" : undefined;
  if (to.place?.id === "internet") return "warning";
  if (from.place?.id === "internet") return to.exposed ? "warning" : "muted";
  if (!ports.every) return undefined;
  if (from.place !== undefined || to.place !== undefined) return "muted";
  return isOpen(from.egress) && isOpen(to.ingress) ? "muted" : undefined;
}
