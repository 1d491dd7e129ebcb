// The table of API resources against what a real API server of the newest minor serves.
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseMinor } from "../../src/core/index.ts";
import { resourcesOf } from "../../src/facts/api-resources/index.ts";
import { describeControlPlane } from "./describe-control-plane.ts";
import { startControlPlane, type ControlPlane } from "./index.ts";

interface Served {
  readonly name: string;
  readonly namespaced: boolean;
  readonly kind: string;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
}

describeControlPlane("the table of API resources", () => {
  let plane: ControlPlane;
  beforeAll(async () => {
    plane = await startControlPlane();
  });
  afterAll(async () => plane.stop());

  it("is what the server's discovery answers", async () => {
    const { groups } = await plane.api.get<{ groups: { versions: { groupVersion: string }[] }[] }>("/apis");
    const versions = ["v1", ...groups.flatMap((group) => group.versions.map(({ groupVersion }) => groupVersion))];
    const served = await Promise.all(
      versions.map(async (version) => {
        const path = version === "v1" ? "/api/v1" : `/apis/${version}`;
        const { resources } = await plane.api.get<{ resources: Served[] }>(path);
        return resources.map(
          ({ name, namespaced, kind, verbs, shortNames = [], categories = [] }) =>
            `${version} ${name} ${kind} ${namespaced} ${[...verbs].sort().join()} ${shortNames.join()} ${categories.join()}`,
        );
      }),
    );
    const { gitVersion } = await plane.api.get<{ gitVersion: string }>("/version");
    const minor = parseMinor(gitVersion) ?? "1.37";
    const known = resourcesOf(minor).map(
      ({ group, version, resource, kind, namespaced, verbs, shortNames = [], categories = [] }) =>
        `${group === "" ? "" : `${group}/`}${version} ${resource} ${kind} ${namespaced} ${verbs.join()} ${shortNames.join()} ${categories.join()}`,
    );
    expect(known.toSorted()).toEqual(served.flat().toSorted());
  });
});
