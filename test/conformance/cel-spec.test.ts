// The language against google's conformance cases: what passes, and by name what does not and why.
import { describe, expect, it } from "vitest";
import { specCases } from "./cel-spec/cases.ts";
import { deviations } from "./cel-spec/deviations.ts";
import { judgeCase } from "./cel-spec/judge-case.ts";
import needsProtobuf from "./cel-spec/needs-protobuf.json" with { type: "json" };

const judged = specCases().map((named) => ({ ...named, ...judgeCase(named.test) }));
const namesOf = (outcome: string) => judged.filter((one) => one.outcome === outcome).map(({ id }) => id);

describe("cel-spec", () => {
  it("passes every case that needs no protobuf messages, but for the deviations listed", () => {
    expect(namesOf("fail").toSorted()).toEqual([...deviations.keys()].toSorted());
  });

  it("lists by name the cases that need protobuf messages", () => {
    expect(namesOf("proto").toSorted()).toEqual(needsProtobuf.toSorted());
  });

  it("passes 95 % of the others", () => {
    const [passed, failed] = [namesOf("pass").length, namesOf("fail").length];
    expect(passed).toBeGreaterThan(1600);
    expect(passed / (passed + failed)).toBeGreaterThan(0.95);
  });
});
