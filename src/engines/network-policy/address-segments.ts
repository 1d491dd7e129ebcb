// The address space of both families, cut where rules and nodes begin and end: addresses of one segment are alike to all rules.
import type { CidrBlock, IpAddress } from "../../kubernetes/index.ts";

/** A place on the line of all addresses: IPv4 first, then IPv6. */
export type Place = bigint;

const firstIpv6 = 1n << 32n;
/** One past the last place. */
export const endOfPlaces: Place = firstIpv6 + (1n << 128n);

export function placeOf({ family, value }: IpAddress): Place {
  return family === 4 ? value : firstIpv6 + value;
}

export function addressAt(place: Place): IpAddress {
  return place < firstIpv6 ? { family: 4, value: place } : { family: 6, value: place - firstIpv6 };
}

/** First place of a block, and the one after its last. */
export function boundsOf({ family, first, last }: CidrBlock): readonly [Place, Place] {
  return [placeOf({ family, value: first }), placeOf({ family, value: last }) + 1n];
}

/** Segments in order, numbered from 0; numbers change when the line is cut further. */
export class AddressSegments {
  private starts: Place[] = [0n, firstIpv6];

  get size(): number {
    return this.starts.length;
  }

  /** First and last address of a segment. Segments never span families. */
  rangeOf(segment: number): readonly [IpAddress, IpAddress] {
    const next = this.starts[segment + 1] ?? endOfPlaces;
    return [addressAt(this.starts[segment] ?? 0n), addressAt(next - 1n)];
  }

  /** The segment a place lies in. O(log segments). */
  at(place: Place): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? endOfPlaces) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * Cuts before each of `places`. Returns for each segment of now the one it was part of, or undefined if nothing
   * changed. O(segments + places × log places).
   */
  cut(places: Iterable<Place>): readonly number[] | undefined {
    const known = new Set(this.starts);
    const added = [...new Set(places)].filter((place) => place < endOfPlaces && !known.has(place));
    if (added.length === 0) return undefined;
    const before = new AddressSegments();
    before.starts = this.starts;
    this.starts = [...this.starts, ...added].sort((a, b) => (a < b ? -1 : 1));
    return this.starts.map((place) => before.at(place));
  }
}
