// A hash table from pairs of small integers to an integer: the memo of set operations, looked up millions of times.

/** Open addressing with linear probing; grows at half load. */
export class PairMemo {
  private left = new Int32Array(1024).fill(-1);
  private right = new Int32Array(1024);
  private values = new Int32Array(1024);
  private count = 0;

  /** The value of a pair, or -1. */
  get(left: number, right: number): number {
    const slot = this.slotOf(left, right);
    return this.left[slot] === left ? (this.values[slot] ?? -1) : -1;
  }

  set(left: number, right: number, value: number): void {
    if (this.count * 2 >= this.left.length) this.grow();
    const slot = this.slotOf(left, right);
    if (this.left[slot] === -1) this.count++;
    this.left[slot] = left;
    this.right[slot] = right;
    this.values[slot] = value;
  }

  private slotOf(left: number, right: number): number {
    const mask = this.left.length - 1;
    let slot = (Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b)) & mask;
    slot ^= slot >>> 7;
    while (this.left[slot] !== -1 && (this.left[slot] !== left || this.right[slot] !== right)) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const [left, right, values] = [this.left, this.right, this.values];
    this.left = new Int32Array(left.length * 2).fill(-1);
    this.right = new Int32Array(left.length * 2);
    this.values = new Int32Array(left.length * 2);
    this.count = 0;
    for (const [slot, key] of left.entries()) if (key !== -1) this.set(key, right[slot] ?? 0, values[slot] ?? 0);
  }
}
