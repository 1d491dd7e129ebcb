// A partition of numbered things that only ever becomes finer.

/** Class of each thing, numbered from 0. The part of a class that a split takes gets a new number; the rest keeps the old. */
export class Classes {
  of: Int32Array;
  private readonly sizes: number[];

  constructor(size: number) {
    this.of = new Int32Array(size);
    this.sizes = [size];
  }

  get count(): number {
    return this.sizes.length;
  }

  /** Makes `members`, given without repetition, a union of classes. Linear in `members`. */
  split(members: readonly number[]): void {
    const taken = new Map<number, number>();
    for (const member of members) {
      const from = this.of[member] ?? 0;
      taken.set(from, (taken.get(from) ?? 0) + 1);
    }
    for (const [from, count] of taken) {
      const size = this.sizes[from] ?? 0;
      if (count === size) taken.delete(from);
      else {
        this.sizes[from] = size - count;
        taken.set(from, this.sizes.push(count) - 1);
      }
    }
    if (taken.size === 0) return;
    for (const member of members) this.of[member] = taken.get(this.of[member] ?? 0) ?? this.of[member] ?? 0;
  }

  /** Replaces the things by others, each of the class of the one it is a part of. Linear in both. */
  replace(parents: readonly number[]): void {
    const of = Int32Array.from(parents, (parent) => this.of[parent] ?? 0);
    this.sizes.fill(0);
    for (const id of of) this.sizes[id] = (this.sizes[id] ?? 0) + 1;
    this.of = of;
  }
}
