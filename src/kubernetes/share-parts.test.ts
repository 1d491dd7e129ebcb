// Objects that share say what they said before, and share what is equal.
import { describe, expect, it } from "vitest";
import { shareParts } from "./share-parts.ts";

function pod(
  name: string,
  spec: object,
): { apiVersion: string; kind: string; metadata: { name: string }; spec: object } {
  return { apiVersion: "v1", kind: "Pod", metadata: { name }, spec };
}

const web = { containers: [{ name: "web", env: [{ name: "A", value: "1" }], ports: [{ containerPort: 80 }] }] };

describe("shareParts", () => {
  it.each<[string, object]>([
    ["an equal spec", web],
    [
      "another value",
      { containers: [{ name: "web", env: [{ name: "A", value: "2" }], ports: [{ containerPort: 80 }] }] },
    ],
    ["a field more", { ...web, hostNetwork: true }],
    ["a field less", { containers: [{ name: "web", ports: [{ containerPort: 80 }] }] }],
    ["an item more", { containers: [...web.containers, { name: "side" }] }],
    ["no items", { containers: [] }],
    ["a list for a mapping", { containers: { 0: web.containers[0] } }],
    ["nothing", {}],
  ])("says the same with %s", (_, spec) => {
    const object = structuredClone(pod("b", spec));
    const like = structuredClone(pod("a", web));
    shareParts(object, like);
    expect(object).toEqual(pod("b", spec));
    expect(like).toEqual(pod("a", web));
  });

  it("shares the largest equal parts", () => {
    const like = structuredClone(pod("a", web)) as { spec: typeof web };
    const equal = structuredClone(pod("b", web)) as { spec: typeof web };
    shareParts(equal as never, like as never);
    expect(equal.spec).toBe(like.spec);
    const partly = structuredClone(pod("c", { containers: [{ ...web.containers[0], image: "x" }] })) as typeof equal;
    shareParts(partly as never, like as never);
    expect(partly.spec.containers[0]?.env).toBe(like.spec.containers[0]?.env);
    expect(partly.spec.containers[0]).not.toBe(like.spec.containers[0]);
  });

  it("keeps a key that JavaScript would take for the prototype", () => {
    const text = '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"__proto__":{"x":1}}}';
    const [object, like] = [JSON.parse(text), JSON.parse(text)] as [never, never];
    shareParts(object, like);
    expect(JSON.stringify(object)).toBe(text);
  });

  it("does not take such a key for one that the other has", () => {
    const object = JSON.parse('{"kind":"Pod","spec":{"a":1,"__proto__":{},"constructor":{}}}') as never;
    const like = JSON.parse('{"kind":"Pod","spec":{"a":1,"b":2,"c":3}}') as never;
    shareParts(object, like);
    expect(JSON.stringify(object)).toBe('{"kind":"Pod","spec":{"a":1,"__proto__":{},"constructor":{}}}');
  });
});
