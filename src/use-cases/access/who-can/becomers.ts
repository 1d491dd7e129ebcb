// Who can become someone who can, step by step until nobody new is found.
import { whoCanByChain, type AnonymousRequest, type Chain } from "../../../engines/authorization/index.ts";
import { requestOf, waysToAnything, waysToBecome, type Way } from "./ways-to-become.ts";

/** A subject that is not able itself, and the first way found: whom it becomes, and how. */
export interface Becomer {
  readonly subject: string;
  /** The one it becomes, who is able or can become someone who is; absent where it can give itself any right. */
  readonly becomes?: string;
  readonly how: string;
  /** How many steps away from someone who can. */
  readonly steps: number;
}

/** Those there are, and whether the search was cut short. */
export interface Becomers {
  readonly becomers: readonly Becomer[];
  readonly truncated: boolean;
}

const most = 2_000;

/** Asks each question once: many subjects share a namespace. */
class Asker {
  private readonly known = new Map<string, ReadonlySet<string>>();
  private readonly chain: Chain;
  private readonly nodes: readonly string[];

  constructor(chain: Chain, nodes: readonly string[]) {
    this.chain = chain;
    this.nodes = nodes;
  }

  /** Subjects that hold every right of a way. A group and its members are told apart: rights of both are not added up. */
  holders({ needs }: Way): readonly string[] {
    const [first, ...rest] = needs.map((right) => this.able(requestOf(right)));
    return [...(first ?? [])].filter((subject) => rest.every((set) => set.has(subject)));
  }

  private able(request: AnonymousRequest): ReadonlySet<string> {
    const key = JSON.stringify(request);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    // A node creates only mirror pods, which run as nobody (NodeRestriction).
    const mirrored = request.path === undefined && request.resource === "pods";
    const subjects = new Set(
      whoCanByChain(this.chain, request, this.nodes)
        .able.filter(({ means }) => !mirrored || means.some(({ by }) => by !== "Node"))
        .map(({ subject }) => subject),
    );
    this.known.set(key, subjects);
    return subjects;
  }
}

/**
 * Everyone who is not among `able` but can become one of them, nearest first. Linear in subjects found times the cost of
 * a who-can question; stops at 2,000.
 */
export function becomersOf(chain: Chain, able: readonly string[], nodes: readonly string[]): Becomers {
  const asker = new Asker(chain, nodes);
  const reached = new Set(able);
  const found: Becomer[] = [];
  const add = (way: Way, steps: number, becomes?: string): string[] =>
    asker.holders(way).filter((subject) => {
      if (reached.has(subject)) return false;
      reached.add(subject);
      found.push({ subject, ...(becomes === undefined ? {} : { becomes }), how: way.how, steps });
      return true;
    });
  let current = [...able, ...waysToAnything.flatMap((way) => add(way, 1))];
  for (let steps = 1; current.length > 0 && found.length < most; steps++) {
    current = current.flatMap((subject) =>
      found.length >= most ? [] : waysToBecome(subject).flatMap((way) => add(way, steps, subject)),
    );
  }
  return { becomers: found.sort((a, b) => a.steps - b.steps), truncated: found.length >= most };
}
