// Doubles with a chosen number of digits, exact and rounded half to even as Go prints them.

/** The exact value of a finite double as `mantissa * 2 ** exponent`. */
function parts(value: number): readonly [mantissa: bigint, exponent: number] {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(value));
  const raw = bits.getBigUint64(0);
  const exponent = Number(raw >> 52n);
  const fraction = raw & ((1n << 52n) - 1n);
  return exponent === 0 ? [fraction, -1074] : [fraction | (1n << 52n), exponent - 1075];
}

function divideHalfEven(value: bigint, divisor: bigint): bigint {
  const [quotient, rest] = [value / divisor, (value % divisor) * 2n];
  return rest > divisor || (rest === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

/** The digits after the point that are there: `2.50`. */
export function fixedDouble(value: number, precision: number): string {
  const [mantissa, exponent] = parts(value);
  const scaled = mantissa * 10n ** BigInt(precision);
  const rounded = exponent >= 0 ? scaled << BigInt(exponent) : divideHalfEven(scaled, 1n << BigInt(-exponent));
  const digits = String(rounded).padStart(precision + 1, "0");
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const whole = digits.slice(0, digits.length - precision);
  return precision === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(digits.length - precision)}`;
}

/** Digits and power of ten: `["2.50", 3]`. */
export function scientificDouble(value: number, precision: number): readonly [digits: string, power: number] {
  const text = value.toExponential(Math.min(precision, 100));
  const [digits = "0", power = "0"] = text.split("e");
  return [digits, Number(power)];
}
