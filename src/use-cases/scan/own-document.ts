// Files of our own that people keep beside their manifests: one JSON or YAML document, every fault with its line.
import {
  didYouMean,
  formatPath,
  isJsonObject,
  PlimsollError,
  textPosition,
  type ErrorCode,
  type JsonObject,
  type JsonValue,
  type Location,
  type PathSegment,
} from "../../core/index.ts";
import { parseYamlDocuments, yamlLocator } from "../../languages/yaml/index.ts";

/** What kind of file it is, for messages. */
export interface OwnFile {
  /** As the user wrote it. */
  readonly file: string;
  readonly code: Extract<ErrorCode, "PLIMSOLL_BASELINE_INVALID" | "PLIMSOLL_WAIVERS_INVALID">;
  /** `the baseline`, `the waiver file`. */
  readonly name: string;
  readonly hint: string;
}

const longestText = 64 * 1024 * 1024;

/** A document that has been read, and a way to complain about a place in it. */
export class OwnDocument {
  readonly value: JsonValue;
  private readonly text: string;
  private readonly about: OwnFile;
  private locator: ReturnType<typeof yamlLocator> | undefined;

  /** @throws PlimsollError with the code of `about` when the text is not one document. */
  constructor(text: string, about: OwnFile) {
    this.text = text;
    this.about = about;
    if (text.length > longestText) throw this.error(`is larger than ${longestText / 1024 / 1024} MiB`, undefined);
    this.value = this.read();
  }

  private read(): JsonValue {
    try {
      return JSON.parse(this.text) as JsonValue;
    } catch {
      // Not JSON; YAML, or a fault that the YAML reader can place.
    }
    const { documents, errors } = parseYamlDocuments(this.text);
    const [fault] = errors;
    if (fault !== undefined) {
      const { line, column, message } = fault;
      throw this.error(`cannot be read: ${message}`, { file: this.about.file, line, column });
    }
    if (documents.length > 1) throw this.error("holds more than one document", undefined);
    const [document] = documents;
    if (document === undefined) throw this.error("is empty", undefined);
    return document.value;
  }

  private error(what: string, location: Location | undefined): PlimsollError {
    const { code, name, file, hint } = this.about;
    const place = location === undefined ? {} : { location };
    return new PlimsollError(code, { message: `${name} ${file} ${what}`, hint, ...place });
  }

  /** The place of a value. Linear in the text before it, once the text has been read for places. */
  locate(path: readonly PathSegment[]): Location {
    this.locator ??= yamlLocator(this.text);
    return { file: this.about.file, ...textPosition(this.text, this.locator(path)) };
  }

  /** Complains about a value. */
  fail(path: readonly PathSegment[], what: string): never {
    const where = path.length === 0 ? "" : `${formatPath(path)} `;
    throw this.error(`cannot be used: ${where}${what}`, this.locate(path));
  }

  /** The value as a mapping with no keys but the known ones. */
  mapping(value: unknown, path: readonly PathSegment[], known: readonly string[]): JsonObject {
    if (!isJsonObject(value)) this.fail(path, "must be a mapping");
    for (const key of Object.keys(value)) {
      if (!known.includes(key)) this.fail([...path, key], `is not a key that is known here.${didYouMean(key, known)}`);
    }
    return value;
  }

  /** The value of a key as a list. */
  list(parent: JsonObject, path: readonly PathSegment[], key: string): readonly JsonValue[] {
    const value = Object.hasOwn(parent, key) ? parent[key] : undefined;
    if (!Array.isArray(value)) this.fail([...path, key], "must be a list");
    return value as readonly JsonValue[];
  }

  /** The value of a key as text; undefined where it is absent. */
  optionalText(parent: JsonObject, path: readonly PathSegment[], key: string): string | undefined {
    const value = Object.hasOwn(parent, key) ? parent[key] : undefined;
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "string" || value.trim() === "") this.fail([...path, key], "must be text, and not empty");
    return value;
  }

  /** The value of a key as text that must be there. */
  requiredText(parent: JsonObject, path: readonly PathSegment[], key: string): string {
    return this.optionalText(parent, path, key) ?? this.fail([...path, key], "must be set");
  }

  /** Checks `apiVersion` and `kind`, which a file may leave out only where `optional`. */
  header(value: JsonObject, kind: string, optional: boolean): void {
    for (const [key, wanted] of [
      ["apiVersion", "plimsoll/v1"],
      ["kind", kind],
    ] as const) {
      const given = optional ? this.optionalText(value, [], key) : this.requiredText(value, [], key);
      if (given !== undefined && given !== wanted) this.fail([key], `must be ${wanted}, not ${JSON.stringify(given)}`);
    }
  }
}
