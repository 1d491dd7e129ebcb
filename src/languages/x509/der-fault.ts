// What stops the reading of a certificate or request.

/** Thrown inside this language only; its message is the one Go gives. Functions others call return it as data. */
export class DerFault extends Error {
  override readonly name = "DerFault";
}

/** The value, or the fault when there is none. */
export function need<T>(value: T | undefined, message: string): T {
  if (value === undefined) throw new DerFault(message);
  return value;
}

/** Runs a reading; a fault becomes `{ error }`. */
export function faultAsData<T extends object>(read: () => T): T | { readonly error: string } {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerFault) return { error: error.message };
    throw error;
  }
}
