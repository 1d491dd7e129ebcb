// From lines of flows to wishes, one line at a time: what is kept grows with different connections, not with lines.
import type { Confidence, Wish, WishEnd, WishPort } from "./wish.ts";
import { endKey, mergeWishes } from "./wish.ts";
import { FlowEnds, type FlowEnd, type FlowGrouping } from "./flow-ends.ts";
import { readCsvFlow, readCsvHeader, readJsonFlow, type CsvHeader, type FlowLine, type FlowRow } from "./flow-row.ts";
import type { WishContext } from "./wish-context.ts";

/** Lines that could not be used, by reason; the first of them by number. */
export interface FlowTrouble {
  readonly reason: string;
  readonly count: number;
  readonly lines: readonly number[];
}

/** What lines said. */
export interface CollectedFlows {
  readonly wishes: readonly Wish[];
  readonly lines: number;
  /** Lines that are flows somebody had. */
  readonly flows: number;
  /** Rightly left out: replies, flows that were stopped, flows without ports, and those of a pod's own node. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly trouble: readonly FlowTrouble[];
}

const mostConnections = 200_000;
const shownLines = 10;
const mostReasons = 50;

class Troubles {
  readonly byReason = new Map<string, { count: number; lines: number[] }>();

  add(reason: string, line: number): void {
    const known = this.byReason.get(reason);
    const kept = known !== undefined || this.byReason.size < mostReasons ? reason : "other reasons";
    const trouble = this.byReason.get(kept) ?? { count: 0, lines: [] };
    this.byReason.set(kept, trouble);
    trouble.count++;
    if (trouble.lines.length < shownLines) trouble.lines.push(line);
  }
}

/** Takes the lines of one list; its format is told by the first that is not empty. */
export class FlowCollector {
  private readonly ends: FlowEnds;
  private readonly confidence: Confidence;
  private readonly troubles = new Troubles();
  private readonly skipped = new Map<string, number>();
  private readonly found = new Map<string, Wish>();
  private format: "json" | CsvHeader | "unknown" | undefined;
  private lines = 0;
  private flows = 0;

  constructor(context: WishContext, grouping: FlowGrouping, confidence: Confidence) {
    this.ends = new FlowEnds(context, grouping);
    this.confidence = confidence;
  }

  /** Takes the next line; undefined for one that was too long to be read. Never throws for what it says. */
  add(text: string | undefined): void {
    this.lines++;
    if (text === undefined) return this.troubles.add("the line is too long", this.lines);
    const line = this.lines === 1 ? text.replace(/^\uFEFF/, "") : text;
    if (line.trim() === "" || (line.startsWith("#") && this.format !== "json")) return;
    if (this.format === undefined) {
      this.format = line.trimStart().startsWith("{") ? "json" : (readCsvHeader(line) ?? "unknown");
      if (this.format === "unknown")
        this.troubles.add("the first line is neither JSON nor a header with source, destination and port", this.lines);
      if (this.format !== "json") return;
    }
    if (this.format === "unknown") return;
    this.take(this.format === "json" ? readJsonFlow(line) : readCsvFlow(line, this.format));
  }

  private skip(reason: string): void {
    this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + 1);
  }

  private take(line: FlowLine): void {
    if (line.kind === "unreadable") this.troubles.add(line.reason, this.lines);
    else if (line.kind === "skipped") this.skip(line.reason);
    else this.takeRow(line.row);
  }

  private takeRow(row: FlowRow): void {
    const [from, to] = [this.ends.of(row.source), this.ends.of(row.destination)];
    if (from.kind === "unknown") return this.troubles.add(`source: ${from.reason}`, this.lines);
    if (to.kind === "unknown") return this.troubles.add(`destination: ${to.reason}`, this.lines);
    if (from.kind === "service") return this.troubles.add("source: it is the address of a Service", this.lines);
    if (
      from.kind === "own-node" ||
      to.kind === "own-node" ||
      this.ends.isOwnNode(from, to) ||
      this.ends.isOwnNode(to, from)
    )
      return this.skip("own node");
    const targets = this.targetsOf(to, row);
    if (targets.length === 0)
      return this.troubles.add("destination: the Service has no pods on such a port", this.lines);
    this.flows++;
    for (const source of from.ends) for (const { end, ports } of targets) this.want(source, end, ports);
  }

  private targetsOf(to: FlowEnd, { protocol, port }: FlowRow): readonly { end: WishEnd; ports: Wish["ports"] }[] {
    if (to.kind === "service") return this.ends.behind(to.service, protocol, port);
    const one: WishPort = typeof port === "number" ? { protocol, port } : { protocol, name: port };
    const ports: Wish["ports"] = port === "any" ? "any" : [one];
    return to.kind === "ends" ? to.ends.map((end) => ({ end, ports })) : [];
  }

  private want(from: WishEnd, to: WishEnd, ports: Wish["ports"]): void {
    // Two places outside the cluster are no business of its policies.
    const isPods = ({ kind }: WishEnd): boolean => kind === "unit" || kind === "namespace" || kind === "cluster";
    if (!isPods(from) && !isPods(to)) return this.skip("no pod at either end");
    const key = `${endKey(from)}\n${endKey(to)}\n${JSON.stringify(ports)}`;
    if (this.found.has(key)) return;
    if (this.found.size >= mostConnections)
      return this.troubles.add(
        `more than ${mostConnections} different connections: --cidr-prefix groups them`,
        this.lines,
      );
    const why = this.confidence === "asked" ? "it was asked for" : "it was observed";
    this.found.set(key, { from, to, ports, why, confidence: this.confidence });
  }

  finish(): CollectedFlows {
    return {
      wishes: mergeWishes([...this.found.values()]),
      lines: this.lines,
      flows: this.flows,
      skipped: Object.fromEntries(this.skipped),
      trouble: [...this.troubles.byReason].map(([reason, { count, lines }]) => ({ reason, count, lines })),
    };
  }
}
