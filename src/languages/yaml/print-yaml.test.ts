// What is printed is read back as it was.
import { assert, dictionary, letrec, oneof, boolean, constant, integer, string, array, property } from "fast-check";
import { expect, it } from "vitest";
import type { JsonValue } from "../../core/index.ts";
import { parseYamlDocuments, printYaml } from "./index.ts";

const { value } = letrec<{ value: JsonValue }>((tie) => ({
  value: oneof(
    { depthSize: "small", withCrossShrink: true },
    oneof(
      string(),
      boolean(),
      integer(),
      constant(null),
      constant("yes"),
      constant("012"),
      constant("1e3"),
      constant("~"),
    ),
    array(tie("value"), { maxLength: 3 }),
    dictionary(string({ minLength: 1 }), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

it("is read back by our own reader, as kubectl reads", () => {
  assert(
    property(dictionary(string({ minLength: 1 }), value, { maxKeys: 4, noNullPrototype: true }), (object) => {
      const { documents, errors } = parseYamlDocuments(printYaml([object, { a: 1 }]));
      expect(errors).toEqual([]);
      expect(documents.map((document) => document.value)).toEqual([object, { a: 1 }]);
    }),
  );
});

it("looks as people write it", () => {
  expect(printYaml([{ kind: "Role", rules: [{ verbs: ["get"], count: "012" }] }])).toBe(
    "kind: Role\nrules:\n  - verbs:\n      - get\n    count: '012'\n",
  );
});
