// Command lines: program and flag names stay, values of flags that are settings stay, everything else is a literal.
import { describeLiteral, redactCredentials, redactLiteral } from "../../engines/secret-detection/index.ts";
import { keptFlags } from "../../facts/kept-literals/index.ts";
import { isMeasure, isSwitch } from "./text-rules.ts";

const flagWord = /^(--?)([A-Za-z][\w.-]{0,100})(?:(=)([\s\S]*))?$/;
const programWord = /^[\w./@+:\\-]{1,256}$/;
const none: ReadonlySet<string> = new Set();

function baseName(word: string): string {
  return word.slice(word.lastIndexOf("/") + 1);
}

function imageName(image: string): string {
  return /([^/:@]+)(?::[^/@]*)?(?:@[^/]*)?$/.exec(image)?.[1] ?? "";
}

/** The flags of the first known program among the words, or of the one the image is named after, whose values stay. */
export function settingsOf(words: readonly string[], image: string): ReadonlySet<string> {
  for (const word of words.slice(0, 8)) {
    const flags = word.length > 256 ? undefined : keptFlags(baseName(word));
    if (flags !== undefined) return flags;
  }
  return keptFlags(imageName(image)) ?? none;
}

function redactValue(name: string, value: string, settings: ReadonlySet<string>): string {
  if (isSwitch(value) || isMeasure(name, value)) return value;
  return settings.has(name.replaceAll("_", "-")) ? redactCredentials(value) : redactLiteral(name, value);
}

/** A flag without a value. Behind one dash, anything longer than a letter or two may be a value: `-pSECRET`. */
function redactFlag(word: string, dashes: string, name: string, settings: ReadonlySet<string>): string {
  if (settings.has(name)) return word;
  if (dashes === "-" && name.length > 2) return redactLiteral("", word);
  return describeLiteral("", name).looksLike === undefined ? word : redactLiteral("", word);
}

/**
 * Redacts the words of a command line. `first` says that the first word is the program; `settings` are the flags whose
 * values stay. Words of known programs stay wherever they are, so that they can be recognised behind a shell or an init.
 */
export function redactWords(
  words: readonly string[],
  first: boolean,
  settings: ReadonlySet<string>,
): readonly string[] {
  let pending = "";
  return words.map((word, index) => {
    const name = pending;
    pending = "";
    const flag = flagWord.exec(word);
    if (flag !== null) {
      const [, dashes = "", flagName = "", equals, value = ""] = flag;
      if (equals !== undefined) return `${dashes}${flagName}=${redactValue(flagName, value, settings)}`;
      pending = flagName;
      return redactFlag(word, dashes, flagName, settings);
    }
    if (name !== "") return redactValue(name, word, settings);
    if (index === 0 && first) return redactProgram(word);
    return word === "--" || (word.length <= 256 && keptFlags(baseName(word)) !== undefined)
      ? word
      : redactLiteral("", word);
  });
}

function redactProgram(word: string): string {
  return programWord.test(word) && describeLiteral("", word).looksLike === undefined ? word : redactLiteral("", word);
}
