// Addresses and CIDR blocks are read as Go reads them.
import { describe, expect, it } from "vitest";
import { formatIpAddress, isStrictlyInside, parseCidr, parseIpAddress, type IpSyntax } from "./ip-address.ts";

function rewritten(text: string, syntax: IpSyntax): string | undefined {
  const address = parseIpAddress(text, syntax);
  return address && formatIpAddress(address);
}

describe("parseIpAddress", () => {
  it.each<[string, string | undefined, string | undefined]>([
    // text, strict, sloppy
    ["10.0.0.1", "10.0.0.1", "10.0.0.1"],
    ["255.255.255.255", "255.255.255.255", "255.255.255.255"],
    ["010.000.0.09", undefined, "10.0.0.9"],
    ["256.0.0.1", undefined, undefined],
    ["1.2.3", undefined, undefined],
    ["1.2.3.4.5", undefined, undefined],
    ["1.2.3.-4", undefined, undefined],
    ["1.2.3.4 ", undefined, undefined],
    ["0x1.2.3.4", undefined, undefined],
    ["", undefined, undefined],
    ["::", "::", "::"],
    ["::1", "::1", "::1"],
    ["1::", "1::", "1::"],
    ["2001:DB8::1", "2001:db8::1", "2001:db8::1"],
    ["2001:0db8:0:0:1:0:0:1", "2001:db8::1:0:0:1", "2001:db8::1:0:0:1"],
    ["1:0:0:2:0:0:0:3", "1:0:0:2::3", "1:0:0:2::3"],
    ["10:0:0:20::1", "10:0:0:20::1", "10:0:0:20::1"],
    ["1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0", "1:2:3:4:5:6:7:0"],
    ["00001::", undefined, "1::"],
    ["1:2:3:4:5:6:7:8::", undefined, undefined],
    ["1::2::3", undefined, undefined],
    [":::", undefined, undefined],
    [":1::2", undefined, undefined],
    ["1:2", undefined, undefined],
    ["zc00::", undefined, undefined],
    ["fe80::1%eth0", undefined, undefined],
    ["::ffff:1.2.3.4", "1.2.3.4", "1.2.3.4"],
    ["64:ff9b::1.2.3.4", "64:ff9b::102:304", "64:ff9b::102:304"],
    ["1.2.3.4::", undefined, undefined],
    ["::1.2.3.4:5", undefined, undefined],
  ])("reads %s as %s, sloppily as %s", (text, strict, sloppy) => {
    expect([rewritten(text, "strict"), rewritten(text, "sloppy")]).toEqual([strict, sloppy]);
  });
});

describe("parseCidr", () => {
  function span(text: string, syntax: IpSyntax): string | undefined {
    const block = parseCidr(text, syntax);
    if (block === undefined) return undefined;
    const { family, first, last, hostBits } = block;
    const [from, to] = [first, last].map((value) => formatIpAddress({ family, value }));
    return `${from}-${to}${hostBits ? " masked" : ""}`;
  }
  it.each<[string, string | undefined, string | undefined]>([
    ["0.0.0.0/0", "0.0.0.0-255.255.255.255", "0.0.0.0-255.255.255.255"],
    ["10.1.2.3/8", "10.0.0.0-10.255.255.255 masked", "10.0.0.0-10.255.255.255 masked"],
    ["10.0.0.1/32", "10.0.0.1-10.0.0.1", "10.0.0.1-10.0.0.1"],
    ["10.0.0.0/33", undefined, undefined],
    ["10.0.0.0/08", undefined, "10.0.0.0-10.255.255.255"],
    ["10.0.0.0/+8", undefined, undefined],
    ["10.0.0.0/", undefined, undefined],
    ["10.0.0.0", undefined, undefined],
    ["10.0.0.0/8/8", undefined, undefined],
    ["::/0", "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
    [
      "fd00::1/8",
      "fd00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff masked",
      "fd00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff masked",
    ],
    ["2001:db8::/129", undefined, undefined],
    ["zc00::/8", undefined, undefined],
    ["::ffff:10.0.0.0/104", undefined, "10.0.0.0-10.255.255.255"],
  ])("reads %s as %s, sloppily as %s", (text, strict, sloppy) => {
    expect([span(text, "strict"), span(text, "sloppy")]).toEqual([strict, sloppy]);
  });

  it.each([
    ["10.1.0.0/16", "10.0.0.0/8", true],
    ["10.0.0.0/8", "10.0.0.0/8", false],
    ["10.0.0.0/8", "10.0.0.0/16", false],
    ["11.0.0.0/16", "10.0.0.0/8", false],
    ["::a00:0/120", "0.0.0.0/0", false],
  ])("%s strictly inside %s: %s", (inner, outer, expected) => {
    const [small, large] = [parseCidr(inner), parseCidr(outer)];
    expect(small && large && isStrictlyInside(small, large)).toBe(expected);
  });
});
