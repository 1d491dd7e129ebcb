// Values that are not secrets whatever their name says: switches, references to somewhere else, and blanks to fill in.

const switches = new Set([
  "true",
  "false",
  "yes",
  "no",
  "on",
  "off",
  "null",
  "nil",
  "none",
  "undefined",
  "enabled",
  "disabled",
]);

const blank =
  /^(?:\$\([\w.-]+\)|\$\{[^{}]{1,200}\}|\$[A-Za-z_]\w*|<[^<>]{1,200}>|\{\{[^{}]{1,400}\}\}|%[A-Za-z_]\w*%|\[?redacted\]?|\*{3,}|x{4,}|\.{3,}|-+|(?:insert|your|enter|put)[-_ ][\w -]{1,80})$/i;

/** References to a store of secrets, as operators and injectors resolve them at run time. */
const reference =
  /^(?:vault:|ref\+[a-z0-9]+:\/\/|secretref[+:]|op:\/\/|awssm:|gcpsm:|sm:\/\/|arn:aws[\w-]*:|projects\/[\w-]+\/secrets\/|keyvault:|azurekeyvault:|@Microsoft\.KeyVault\()/i;

const filePath = /^(?:(?:\.{1,2}|~)?(?:\/[\w.@-]{1,64}){2,}\/?|[A-Za-z]:\\[\w\\ .-]+)$/;
const plainUrl = /^[a-z][a-z0-9+.-]{1,30}:\/\//i;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const digest = /(?:^|@)sha(?:256|512):[0-9a-f]{32,}$/i;
const number = /^[+-]?\d+(?:\.\d+)?$/;
const measure = /^\d+(?:\.\d+)?(?:ns|us|ms|s|m|h|d|%|[kMGTP]i?B?|B)(?:\d+(?:ms|s|m))*$/;

/** A whole number or decimal, which only a password's name can make a secret. */
export function isNumber(value: string): boolean {
  return number.test(value);
}

/** Whether the value is a switch, a measure, a placeholder, a path, an address or a reference: never a secret. */
export function isPlaceholder(value: string): boolean {
  return (
    value.trim() === "" ||
    switches.has(value.toLowerCase()) ||
    blank.test(value) ||
    reference.test(value) ||
    filePath.test(value) ||
    plainUrl.test(value) ||
    measure.test(value)
  );
}

/** Whether the value is random-looking by its nature: an identifier or a checksum, a secret only if its name says so. */
export function isIdentifier(value: string): boolean {
  return uuid.test(value) || digest.test(value) || /^[0-9a-f]+$/i.test(value);
}
