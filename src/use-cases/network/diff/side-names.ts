// Sides of changes by the workloads and places they stand for.
import type { ChangedSide } from "../../../engines/network-policy/index.ts";
import { formatRanges, internetRanges } from "../question/address-ranges.ts";
import type { AddressRange } from "../question/party.ts";
import type { TwoStates } from "./two-states.ts";

const publicRanges = internetRanges();

function placeLabel(ranges: readonly AddressRange[]): string {
  if (ranges.length <= 3) return formatRanges(ranges);
  const isPublic = ranges.some((range) =>
    publicRanges.some(
      ({ family, first, last }) => family === range.family && first <= range.last && range.first <= last,
    ),
  );
  const families = [...new Set(ranges.map(({ family }) => `IPv${family}`))].join(" and ");
  return isPublic ? `other ${families} addresses, the internet among them` : `other ${families} addresses`;
}

/** Sides and the names of workloads and places they stand for, as numbers: there may be millions of pairs of them. */
export class SideNames {
  private readonly sides = new Map<ChangedSide, number>();
  private readonly names: string[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly ofSide: (readonly number[])[] = [];
  private readonly states: TwoStates;

  constructor(states: TwoStates) {
    this.states = states;
  }

  /** The number of a side. */
  numberOf(side: ChangedSide): number {
    const known = this.sides.get(side);
    if (known !== undefined) return known;
    this.sides.set(side, this.ofSide.length);
    const { before, after } = this.states;
    const workloads = side.pods.map((pod) => after.workloadOf.get(pod) ?? before.workloadOf.get(pod) ?? pod);
    const ranges = side.addresses.map(([first, last]) => ({
      family: first.family,
      first: first.value,
      last: last.value,
    }));
    const names = [...new Set(workloads), ...(ranges.length === 0 ? [] : [placeLabel(ranges)])];
    this.ofSide.push(names.map((name) => this.numberOfName(name)));
    return this.ofSide.length - 1;
  }

  private numberOfName(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    this.names.push(name);
    return this.names.length - 1;
  }

  /** Numbers of the names a side stands for. */
  of(side: number): readonly number[] {
    return this.ofSide[side] ?? [];
  }

  name(number: number): string {
    return this.names[number] ?? "";
  }
}
