// Volumes without a source.
import { expect, it } from "vitest";
import { withDefaultVolumes } from "./default-volumes.ts";

it("makes a volume without a source an emptyDir and leaves every other spec as it is", () => {
  const spec = { volumes: [{ name: "bare" }, { name: "set", secret: {} }] };
  expect(withDefaultVolumes(spec).volumes).toEqual([
    { name: "bare", emptyDir: {} },
    { name: "set", secret: {} },
  ]);
  for (const same of [{}, { volumes: [] }, { volumes: [{ name: "set", secret: {} }] }])
    expect(withDefaultVolumes(same)).toBe(same);
});
