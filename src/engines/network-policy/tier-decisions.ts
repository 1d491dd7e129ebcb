// What the rules of a tier have decided so far about the ports to one peer, as small integers.
import { PairMemo } from "./pair-memo.ts";
import type { Action } from "./policy.ts";
import { allPorts, noPorts, type PortSet, type PortSpace } from "./port-space.ts";

/** Nothing decided yet. */
export const undecided = 0;

interface Decision {
  readonly accepted: PortSet;
  readonly denied: PortSet;
  readonly passed: PortSet;
}

/** Interns decisions, and remembers what they do to ports. */
export class TierDecisions {
  private readonly decisions: Decision[] = [];
  private readonly ids = new Map<string, number>();
  private readonly applied = new PairMemo();
  private readonly steps = { accept: new PairMemo(), deny: new PairMemo(), pass: new PairMemo() };
  private readonly ports: PortSpace;

  constructor(ports: PortSpace) {
    this.ports = ports;
    this.intern({ accepted: noPorts, denied: noPorts, passed: noPorts });
  }

  /** The decision after one more rule, which has a say in what is not decided yet. */
  decide(before: number, action: Action, ports: PortSet): number {
    const memo = this.steps[action];
    const known = memo.get(before, ports);
    if (known !== -1) return known;
    const { accepted, denied, passed } = this.decisionOf(before);
    const taken = this.ports.union(this.ports.union(accepted, denied), passed);
    const now = this.ports.difference(ports, taken);
    const after = this.intern({
      accepted: action === "accept" ? this.ports.union(accepted, now) : accepted,
      denied: action === "deny" ? this.ports.union(denied, now) : denied,
      passed: action === "pass" ? this.ports.union(passed, now) : passed,
    });
    memo.set(before, ports, after);
    return after;
  }

  /** What is open, given what later tiers leave open. */
  apply(decision: number, open: PortSet): PortSet {
    let result = this.applied.get(decision, open);
    if (result === -1) {
      const { accepted, denied } = this.decisionOf(decision);
      result = this.ports.union(accepted, this.ports.difference(open, denied));
      this.applied.set(decision, open, result);
    }
    return result;
  }

  private decisionOf(id: number): Decision {
    return this.decisions[id] ?? { accepted: noPorts, denied: noPorts, passed: allPorts };
  }

  private intern(decision: Decision): number {
    const key = `${decision.accepted}/${decision.denied}/${decision.passed}`;
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.decisions.push(decision) - 1;
      this.ids.set(key, id);
    }
    return id;
  }
}
