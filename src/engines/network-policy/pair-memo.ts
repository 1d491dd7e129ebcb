// A hash table from pairs of small integers to an integer: the memo of set operations, looked up millions of times.

/** Open addressing with linear probing; grows at half load. An entry is four numbers side by side: left, right, value, unused. */
export class PairMemo {
  private entries = new Int32Array(4096).fill(-1);
  private count = 0;

  /** The value of a pair, or -1. */
  get(left: number, right: number): number {
    const at = this.find(left, right);
    return this.entries[at + 2] ?? -1;
  }

  set(left: number, right: number, value: number): void {
    if (this.count * 8 >= this.entries.length) this.grow();
    const at = this.find(left, right);
    if (this.entries[at] === -1) this.count++;
    this.entries[at] = left;
    this.entries[at + 1] = right;
    this.entries[at + 2] = value;
  }

  /** Where the entry of a pair is, or would be. */
  private find(left: number, right: number): number {
    const { entries } = this;
    const mask = entries.length - 4;
    const hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
    let at = ((hash ^ (hash >>> 15)) << 2) & mask;
    while (entries[at] !== -1 && (entries[at] !== left || entries[at + 1] !== right)) at = (at + 4) & mask;
    return at;
  }

  private grow(): void {
    const before = this.entries;
    this.entries = new Int32Array(before.length * 2).fill(-1);
    this.count = 0;
    for (let at = 0; at < before.length; at += 4) {
      if (before[at] !== -1) this.set(before[at] ?? 0, before[at + 1] ?? 0, before[at + 2] ?? 0);
    }
  }
}
