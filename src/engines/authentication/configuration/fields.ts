// Fields of a file's object whose types were checked: what is absent is empty, as in Go.
import { isJsonObject, type JsonObject, type JsonValue } from "../../../core/index.ts";

/** An object's fields. */
export class Fields {
  private readonly object: JsonObject;

  constructor(object: JsonValue | undefined) {
    this.object = isJsonObject(object) ? object : {};
  }

  /** Empty where absent. */
  text(key: string): string {
    return this.optionalText(key) ?? "";
  }

  optionalText(key: string): string | undefined {
    const value = this.object[key];
    return typeof value === "string" ? value : undefined;
  }

  flag(key: string): boolean {
    return this.object[key] === true;
  }

  fields(key: string): Fields {
    return new Fields(this.object[key]);
  }

  /** Whether the object is there at all. */
  has(key: string): boolean {
    return isJsonObject(this.object[key]);
  }

  list(key: string): readonly Fields[] {
    const value = this.object[key];
    return Array.isArray(value) ? (value as readonly JsonValue[]).map((item) => new Fields(item)) : [];
  }

  texts(key: string): readonly string[] {
    const value = this.object[key];
    return Array.isArray(value)
      ? (value as readonly JsonValue[]).map((item) => (typeof item === "string" ? item : ""))
      : [];
  }
}
