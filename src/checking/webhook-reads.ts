// The parts that checks over admission webhooks read.
import type { Read } from "./check.ts";

/** Both kinds of webhook configurations, judged one by one. */
export const webhookReads = [
  { part: "validatingwebhookconfigurations.admissionregistration.k8s.io", as: "each" },
  { part: "mutatingwebhookconfigurations.admissionregistration.k8s.io", as: "each" },
] as const satisfies readonly Read[];
