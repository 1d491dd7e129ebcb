// Subjects of bindings, however they are spelled.
import { describe, expect, it } from "vitest";
import { isEveryone, subjectName } from "./subject-name.ts";

describe("subjectName", () => {
  it.each([
    [{ kind: "User", name: "jane" }, undefined, "User jane"],
    [{ kind: "Group", name: "dev" }, undefined, "Group dev"],
    [{ kind: "ServiceAccount", namespace: "shop", name: "web" }, undefined, "ServiceAccount shop/web"],
    [{ kind: "ServiceAccount", name: "web" }, "bank", "ServiceAccount bank/web"],
    [{ kind: "ServiceAccount", name: "web" }, undefined, undefined],
    [{ kind: "ServiceAccount", name: "web", namespace: "" }, "bank", "ServiceAccount bank/web"],
    [{ kind: "User", name: "system:serviceaccount:shop:web" }, undefined, "ServiceAccount shop/web"],
    [{ kind: "User", name: "system:serviceaccount:shop" }, undefined, "User system:serviceaccount:shop"],
    [{ kind: "User" }, undefined, undefined],
    [{ kind: "Robot", name: "web" }, undefined, undefined],
    [{}, undefined, undefined],
  ])("%j in %s is %s", (subject, namespace, expected) => expect(subjectName(subject, namespace)).toBe(expected));
});

describe("isEveryone", () => {
  it.each([
    ["Group system:authenticated", true],
    ["Group system:unauthenticated", true],
    ["Group system:serviceaccounts", true],
    ["User system:anonymous", true],
    ["Group system:serviceaccounts:shop", false],
    ["User system:authenticated", false],
  ])("%s: %s", (subject, expected) => expect(isEveryone(subject)).toBe(expected));
});
