// Answers which of many label sets a selector matches, by bits per label instead of one comparison per set.
import { selectorKey, type Labels, type LabelSelector } from "../../kubernetes/index.ts";
import { addBit, addBits, allBits, emptyBits, keepBits, removeBits, type Bits } from "./bitset.ts";

interface KeyIndex {
  readonly present: Bits;
  readonly values: Map<string, Bits>;
}

/** An index over distinct label sets, numbered in the order of first use. */
export class LabelIndex {
  private readonly ids = new Map<string, number>();
  private readonly sets: Labels[] = [];
  private keys: Map<string, KeyIndex> | undefined;
  private readonly answers = new Map<string, Bits>();

  get size(): number {
    return this.sets.length;
  }

  /** The number of a label set, equal for equal sets. All sets must be added before the first selection. */
  add(labels: Labels): number {
    const entries = Object.entries(labels ?? {});
    const key = JSON.stringify(entries.length > 1 ? entries.sort(([a], [b]) => (a < b ? -1 : 1)) : entries);
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.sets.length;
      this.ids.set(key, id);
      this.sets.push(labels);
    }
    return id;
  }

  /** The label sets a selector matches; remembered. Callers must not change the bits. */
  select(selector: LabelSelector): Bits {
    const key = selectorKey(selector);
    let bits = this.answers.get(key);
    if (bits === undefined) {
      bits = this.evaluate(selector);
      this.answers.set(key, bits);
    }
    return bits;
  }

  private evaluate({ matchLabels = {}, matchExpressions = [] }: LabelSelector): Bits {
    const bits = allBits(this.size);
    for (const [key, value] of Object.entries(matchLabels)) keepBits(bits, this.withValues(key, [value]));
    for (const { key = "", operator, values = [] } of matchExpressions) {
      if (operator === "In") keepBits(bits, this.withValues(key, values));
      else if (operator === "NotIn") removeBits(bits, this.withValues(key, values));
      else if (operator === "Exists") keepBits(bits, this.withKey(key));
      else if (operator === "DoesNotExist") removeBits(bits, this.withKey(key));
      else bits.fill(0);
    }
    return bits;
  }

  private withKey(key: string): Bits {
    return this.index().get(key)?.present ?? emptyBits(this.size);
  }

  private withValues(key: string, values: readonly string[]): Bits {
    const bits = emptyBits(this.size);
    for (const value of values) addBits(bits, this.index().get(key)?.values.get(value) ?? emptyBits(0));
    return bits;
  }

  private index(): Map<string, KeyIndex> {
    if (this.keys !== undefined) return this.keys;
    this.keys = new Map();
    for (const [id, labels] of this.sets.entries()) {
      for (const [key, value] of Object.entries(labels ?? {})) this.addLabel(this.keys, key, value, id);
    }
    return this.keys;
  }

  private addLabel(keys: Map<string, KeyIndex>, key: string, value: string, id: number): void {
    const entry = keys.get(key) ?? { present: emptyBits(this.size), values: new Map<string, Bits>() };
    keys.set(key, entry);
    const bits = entry.values.get(value) ?? emptyBits(this.size);
    entry.values.set(value, bits);
    addBit(entry.present, id);
    addBit(bits, id);
  }
}
