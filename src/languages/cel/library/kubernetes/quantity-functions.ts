// Quantities of resources (pkg/cel/library/quantity.go).
import { CelFault } from "../../values/cel-fault.ts";
import { opaqueOf } from "../../values/cel-type.ts";
import { CelOpaque, type CelValue } from "../../values/cel-value.ts";
import {
  addQuantities,
  approximately,
  parseQuantity,
  quantityOfUnits,
  wholeUnits,
  type QuantityAmount,
} from "../../values/quantity-text.ts";
import type { CelResult } from "../../values/runtime-type.ts";
import { global, member, type CelOverload } from "../overload.ts";

const typeName = "kubernetes.Quantity";

/** A quantity. */
class CelQuantity extends CelOpaque {
  readonly type = opaqueOf(typeName);
  readonly amount: QuantityAmount;
  constructor(amount: QuantityAmount) {
    super();
    this.amount = amount;
  }
  equals(other: CelValue): boolean {
    return other instanceof CelQuantity && other.amount.nano === this.amount.nano;
  }
}

function quantityOf(text: string): CelResult {
  const amount = parseQuantity(text);
  return typeof amount === "string" ? new CelFault(amount) : new CelQuantity(amount);
}

function order(a: QuantityAmount, b: QuantityAmount): bigint {
  const difference = a.nano - b.nano;
  return difference === 0n ? 0n : difference < 0n ? -1n : 1n;
}

function integer({ amount }: CelQuantity): CelResult {
  return wholeUnits(amount) ?? new CelFault("cannot convert value to integer");
}

function sum(a: CelQuantity, b: QuantityAmount, sign: 1n | -1n): CelQuantity {
  return new CelQuantity(addQuantities(a.amount, { ...b, nano: b.nano * sign }));
}

const zero = quantityOfUnits(0n);

type Pair = [CelQuantity, CelQuantity];
const [two, withInt] = [`${typeName}, ${typeName}`, `${typeName}, int`];

export const quantityOverloads: readonly CelOverload[] = [
  global<[string]>("string_to_quantity", "quantity", "string", typeName, ([text]) => quantityOf(text)),
  global<[string]>(
    "is_quantity_string",
    "isQuantity",
    "string",
    "bool",
    ([text]) => typeof parseQuantity(text) !== "string",
  ),
  global<[CelQuantity]>("quantity_sign", "sign", typeName, "int", ([a]) => order(a.amount, zero)),
  member<Pair>("quantity_is_greater_than", "isGreaterThan", two, "bool", ([a, b]) => order(a.amount, b.amount) > 0n),
  member<Pair>("quantity_is_less_than", "isLessThan", two, "bool", ([a, b]) => order(a.amount, b.amount) < 0n),
  member<Pair>("quantity_compare_to", "compareTo", two, "int", ([a, b]) => order(a.amount, b.amount)),
  member<[CelQuantity]>("quantity_get_float", "asApproximateFloat", typeName, "double", ([a]) =>
    approximately(a.amount),
  ),
  member<[CelQuantity]>("quantity_get_int", "asInteger", typeName, "int", ([a]) => integer(a)),
  member<[CelQuantity]>(
    "quantity_is_integer",
    "isInteger",
    typeName,
    "bool",
    ([a]) => wholeUnits(a.amount) !== undefined,
  ),
  member<Pair>("quantity_add", "add", two, typeName, ([a, b]) => sum(a, b.amount, 1n)),
  member<[CelQuantity, bigint]>("quantity_add_int", "add", withInt, typeName, ([a, b]) =>
    sum(a, quantityOfUnits(b), 1n),
  ),
  member<Pair>("quantity_sub", "sub", two, typeName, ([a, b]) => sum(a, b.amount, -1n)),
  member<[CelQuantity, bigint]>("quantity_sub_int", "sub", withInt, typeName, ([a, b]) =>
    sum(a, quantityOfUnits(b), -1n),
  ),
];
