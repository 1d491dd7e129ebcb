// The table of metadata services is whole, and finds the cloud of a node.
import { describe, expect, it } from "vitest";
import { parseIpAddress } from "../../kubernetes/index.ts";
import { metadataServiceOf, metadataServices } from "./index.ts";

describe("the table of metadata services", () => {
  it("is dated and sorted, each row with addresses, ports and a source", () => {
    const { rows, retrieved } = metadataServices;
    expect(retrieved).toMatch(/^\d{4}-\d\d-\d\d$/);
    const names = rows.map(({ provider }) => provider);
    expect(names).toEqual([...new Set(names)].sort());
    for (const { addresses, ports, source } of rows) {
      expect(addresses.length).toBeGreaterThan(0);
      for (const address of addresses) expect(parseIpAddress(address)).toBeDefined();
      expect(ports).toContain(80);
      expect(source).toMatch(/^[a-z\d.-]+\.[a-z]+\//);
    }
    const schemes = rows.flatMap(({ providerIds }) => providerIds);
    expect(new Set(schemes).size).toBe(schemes.length);
  });

  it.each([
    ["aws:///eu-west-1a/i-0123", "Amazon Web Services"],
    ["gce://project/europe-west1-b/node", "Google Cloud"],
    ["azure:///subscriptions/s/resourceGroups/g", "Microsoft Azure"],
    ["AWS:///zone/i-1", "Amazon Web Services"],
    ["kind://docker/kind/kind-control-plane", undefined],
    ["i-0123", undefined],
    ["", undefined],
  ])("knows the cloud of %s", (id, provider) => expect(metadataServiceOf(id)?.provider).toBe(provider));
});
