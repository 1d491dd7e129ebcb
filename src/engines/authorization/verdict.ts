// What an authorizer answers, and what the chain makes of it.
import type { Evidence } from "../../core/index.ts";

/** An authorizer's answer: only webhooks deny; all others allow or have no opinion. */
export type Decision = "allow" | "deny" | "no-opinion";

/** How one authorizer answered, letter for letter as kube-apiserver tells it, and why. */
export interface Verdict {
  /** The authorizer's name in the chain; `SystemMasters` is the one built in. */
  readonly authorizer: string;
  readonly decision: Decision;
  /** Empty where the component gives none. */
  readonly reason: string;
  /** Trouble on the way to the answer; a request that is not allowed and has one is answered with 500, not 403. */
  readonly error?: string;
  /** The binding, role and rule, the line, or the path through the node graph that decided. */
  readonly evidence: readonly Evidence[];
}

/** A verdict before the chain has named its authorizer. */
export type Opinion = Omit<Verdict, "authorizer">;

/** Nothing to say, and no reason for it. */
export const noOpinion: Opinion = { decision: "no-opinion", reason: "", evidence: [] };
