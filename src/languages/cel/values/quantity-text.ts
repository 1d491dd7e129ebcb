// Quantities (`1.5Gi`, `100m`) as exact numbers, read as k8s.io/apimachinery/pkg/api/resource reads them.

/** A quantity in billionths. `scale` is the power of ten that Kubernetes keeps it with in 64 bits; none where it needs more. */
export interface QuantityAmount {
  readonly nano: bigint;
  readonly scale: number | undefined;
}

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?([A-Za-z]{0,2})([+-]?\d*)$/;
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binary: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const billion = 1_000_000_000n;
const [leastInt64, mostInt64] = [-(2n ** 63n), 2n ** 63n - 1n];
const [mostDigits, mostExponent] = [1000, 400];

interface Scale {
  readonly base: 2 | 10;
  readonly exponent: number;
}

function scaleOf(suffix: string, power: string): Scale | undefined {
  if ((suffix === "e" || suffix === "E") && /^[+-]?\d+$/.test(power)) {
    const exponent = Math.max(-mostExponent, Math.min(mostExponent, Number(power)));
    return { base: 10, exponent };
  }
  if (power !== "") return undefined;
  const two = Object.hasOwn(binary, suffix) ? binary[suffix] : undefined;
  if (two !== undefined) return { base: 2, exponent: two };
  const ten = Object.hasOwn(decimal, suffix) ? decimal[suffix] : undefined;
  return ten === undefined ? undefined : { base: 10, exponent: ten };
}

/** Rounds away from zero, as what was asked for must not become nothing. */
function roundUp(value: bigint, divisor: bigint): bigint {
  return value % divisor === 0n ? value / divisor : value / divisor + 1n;
}

/** Whether Kubernetes keeps the number in 64 bits and a decimal scale, without limits to its size. */
function isCompact(digits: number, fraction: number, { base, exponent }: Scale): boolean {
  if (base === 10) return digits <= 18 && exponent - fraction >= -9;
  return fraction === 0 && 15 - digits - Math.trunc((exponent * 3) / 10) - 1 >= 0;
}

/** Reads a quantity; a fault in Kubernetes' words. */
export function parseQuantity(text: string): QuantityAmount | string {
  const found = pattern.exec(text);
  const [, sign = "", num = "", fraction = "", suffix = "", power = ""] = found ?? [];
  const unreadable = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  if (found === null || text === "" || text.length > mostDigits) return unreadable;
  const scale = scaleOf(suffix, power);
  if (scale === undefined) return "unable to parse quantity's suffix";
  const digits = num.replace(/^0+(?=\d)/, "");
  const unscaled = BigInt(digits + fraction || "0") * (scale.base === 2 ? 2n ** BigInt(scale.exponent) : 1n);
  const shift = 9 - fraction.length + (scale.base === 10 ? scale.exponent : 0);
  const size = shift >= 0 ? unscaled * 10n ** BigInt(shift) : roundUp(unscaled, 10n ** BigInt(-shift));
  const compact = isCompact(digits.length + fraction.length, fraction.length, scale);
  const capped = scale.base === 2 && !compact && size > mostInt64 * billion ? mostInt64 * billion : size;
  const nano = sign === "-" ? -capped : capped;
  return { nano, scale: !compact ? undefined : scale.base === 2 ? 0 : scale.exponent - fraction.length };
}

function isInt64(value: bigint): boolean {
  return value >= leastInt64 && value <= mostInt64;
}

/** The sum, kept in 64 bits where both were and it fits. */
export function addQuantities(a: QuantityAmount, b: QuantityAmount): QuantityAmount {
  const nano = a.nano + b.nano;
  if (b.nano === 0n) return a;
  if (a.scale === undefined || b.scale === undefined) return { nano, scale: undefined };
  const scale = a.nano === 0n ? b.scale : Math.min(a.scale, b.scale);
  const mantissa =
    scale >= -9 ? (nano * 10n ** BigInt(Math.max(0, -scale))) / (billion * 10n ** BigInt(Math.max(0, scale))) : nano;
  return { nano, scale: isInt64(mantissa) ? scale : undefined };
}

/** A whole number of units. */
export function quantityOfUnits(units: bigint): QuantityAmount {
  return { nano: units * billion, scale: 0 };
}

/** The number of units where Kubernetes hands it out as an integer. */
export function wholeUnits({ nano, scale }: QuantityAmount): bigint | undefined {
  const units = nano / billion;
  return scale !== undefined && (scale >= 0 || nano === 0n) && isInt64(units) ? units : undefined;
}

/** The nearest double. */
export function approximately({ nano }: QuantityAmount): number {
  return nano % billion === 0n ? Number(nano / billion) : Number(nano) / 1e9;
}
