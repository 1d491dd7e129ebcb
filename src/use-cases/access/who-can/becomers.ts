// Who can become someone who can, step by step until nobody new is found.
import type { AnonymousRequest, Chain, ChainAble } from "../../../engines/authorization/index.ts";
import { isGateOn } from "../../../kubernetes/index.ts";
import type { Gap } from "../../../model/index.ts";
import type { Way } from "./needed-right.ts";
import { RightHolders } from "./right-holders.ts";
import { waysForRequest } from "./ways-for-request.ts";
import { waysToBecome, type AccountFacts } from "./ways-to-become.ts";
import { waysToGain } from "./ways-to-gain.ts";

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

/** The request everybody is to be able to make, and what decides it. */
export interface BecomeQuestion {
  readonly chain: Chain;
  readonly request: AnonymousRequest;
  readonly able: readonly ChainAble[];
  /** Names of the nodes that exist. */
  readonly nodes: readonly string[];
  readonly accounts: Omit<AccountFacts, "version"> & {
    /** What of it was not seen: there may be more ways. */
    readonly gaps: readonly Gap[];
  };
}

/** A request carries one set of Impersonate- headers: who acts as another by them cannot act as a third. */
const byHeaders = (way: Way): boolean => way.how.startsWith("impersonate");

/** Found, and to be asked about in the next round. */
interface Reached {
  readonly subject: string;
  /** Whether it needs the headers of a request itself. */
  readonly byHeaders: boolean;
}

/** Remembers who was found, and how. */
class Search {
  readonly found: Becomer[] = [];
  private readonly reached: Set<string>;
  /** Those that need no headers of a request to be able. */
  private readonly free: Set<string>;
  private readonly holders: RightHolders;

  constructor(holders: RightHolders, able: readonly string[]) {
    this.holders = holders;
    this.reached = new Set(able);
    this.free = new Set(able);
  }

  isFull(): boolean {
    return this.found.length >= most;
  }

  /** Those a way leads on from: not found before, or found by headers alone and now without. */
  follow(way: Way, steps: number, becomes?: string): readonly Reached[] {
    const headers = byHeaders(way);
    return this.holders.of(way).flatMap((subject): readonly Reached[] => {
      if (this.free.has(subject) || (headers && this.reached.has(subject))) return [];
      if (!headers) this.free.add(subject);
      if (!this.reached.has(subject))
        this.found.push({ subject, ...(becomes === undefined ? {} : { becomes }), how: way.how, steps });
      this.reached.add(subject);
      return [{ subject, byHeaders: headers }];
    });
  }
}

/** Who can give itself the right, or make this one request as somebody who has it. */
function firstRound(search: Search, { chain, request, able }: BecomeQuestion): readonly Reached[] {
  const roles = able.flatMap(({ means }) => means.flatMap((one) => (one.by === "RBAC" ? [one.role] : [])));
  const gained = waysToGain(request, roles).flatMap((way) => search.follow(way, 1));
  if (!isGateOn("ConstrainedImpersonation", chain.version, chain.featureGates)) return gained;
  const acting = able.flatMap(({ subject }) =>
    waysForRequest(subject, request).flatMap((way) => search.follow(way, 1, subject)),
  );
  return [...gained, ...acting];
}

/**
 * Everyone who is not among `able` but can become one of them, or give itself the right, nearest first. Linear in subjects
 * found times the cost of a who-can question; stops at 2,000.
 */
export function becomersOf(question: BecomeQuestion): Becomers {
  const { chain, able, nodes, accounts } = question;
  const facts = { ...accounts, version: chain.version };
  const subjects = able.map(({ subject }) => subject);
  const search = new Search(new RightHolders(chain, nodes), subjects);
  const first = firstRound(search, question);
  let current: readonly Reached[] = subjects.map((subject) => ({ subject, byHeaders: false }));
  for (let steps = 1; current.length > 0 && !search.isFull(); steps++) {
    const next = current.flatMap((one) => {
      if (search.isFull()) return [];
      const ways = waysToBecome(one.subject, facts).filter((way) => !one.byHeaders || !byHeaders(way));
      return ways.flatMap((way) => search.follow(way, steps, one.subject));
    });
    current = steps === 1 ? [...first, ...next] : next;
  }
  return { becomers: search.found.toSorted((a, b) => a.steps - b.steps), truncated: search.isFull() };
}
