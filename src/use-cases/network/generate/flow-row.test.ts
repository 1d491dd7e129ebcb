// Lines of flows: what counts, what is rightly left out, and what cannot be read.
import { describe, expect, it } from "vitest";
import { readCsvFlow, readCsvHeader, readJsonFlow, splitCsv, type FlowLine } from "./flow-row.ts";

const flow = {
  verdict: "FORWARDED",
  IP: { source: "10.0.1.1", destination: "10.0.2.2", ipVersion: "IPv4" },
  l4: { TCP: { source_port: 41000, destination_port: 8080, flags: { SYN: true } } },
  source: { namespace: "shop", pod_name: "web-1", labels: ["k8s:app=web", "k8s:io.kubernetes.pod.namespace=shop"] },
  destination: { labels: ["reserved:world"] },
  is_reply: false,
};

function hubble(tweak: object): FlowLine {
  return readJsonFlow(JSON.stringify({ flow: { ...flow, ...tweak }, node_name: "n" }));
}

describe("readJsonFlow", () => {
  it("reads a flow of Hubble, wrapped or not", () => {
    const row = {
      source: { namespace: "shop", pod: "web-1", address: "10.0.1.1", labels: { app: "web" } },
      destination: { address: "10.0.2.2", reserved: "world" },
      port: 8080,
      protocol: "TCP",
    };
    expect(hubble({})).toEqual({ kind: "flow", row });
    expect(readJsonFlow(JSON.stringify(flow))).toEqual({ kind: "flow", row });
  });

  it.each<[string, object, FlowLine["kind"], string?]>([
    ["what was dropped", { verdict: "DROPPED" }, "skipped", "not let through"],
    ["an error", { verdict: "ERROR" }, "skipped", "not let through"],
    ["what went through the proxy", { verdict: "REDIRECTED" }, "flow"],
    ["what audit mode let through", { verdict: "AUDIT" }, "flow"],
    ["a reply", { is_reply: true }, "skipped", "reply"],
    ["a reply of an older version", { is_reply: undefined, reply: true }, "skipped", "reply"],
    ["a request of an older version", { is_reply: undefined }, "flow"],
    [
      "the second packet of a handshake",
      { is_reply: null, l4: { TCP: { destination_port: 41000, flags: { SYN: true, ACK: true } } } },
      "skipped",
      "reply",
    ],
    ["a response", { is_reply: undefined, l7: { type: "RESPONSE" } }, "skipped", "reply"],
    ["a ping", { l4: { ICMPv4: { type: 8 } } }, "skipped", "no port"],
    ["no layer 4", { l4: undefined }, "skipped", "no port"],
    ["a datagram", { l4: { UDP: { destination_port: 53 } } }, "flow"],
    ["port 0", { l4: { TCP: { destination_port: 0 } } }, "unreadable"],
    ["a port in words", { l4: { TCP: { destination_port: "80" } } }, "unreadable"],
    ["a port out of range", { l4: { TCP: { destination_port: 70000 } } }, "unreadable"],
    ["ends of a wrong type", { source: 5, destination: "x", IP: [] }, "flow"],
  ])("takes %s for what it is", (_what, tweak, kind, reason) => {
    const line = hubble(tweak);
    expect(line).toMatchObject(reason === undefined ? { kind } : { kind, reason });
  });

  it.each([
    ["[1,2]", "unreadable"],
    ['{"flow": {"verdict"', "unreadable"],
    ["null", "unreadable"],
    ['{"lost_events":{"num_events_lost":3},"node_name":"n"}', "skipped"],
    ['{"node_status":{}}', "skipped"],
    ['{"flow":{"__proto__":{"verdict":"FORWARDED"}}}', "skipped"],
    ["[".repeat(100_000), "unreadable"],
  ])("takes %.30s for what it is", (line, kind) => {
    expect(readJsonFlow(line).kind).toBe(kind);
  });
});

describe("CSV", () => {
  it.each([
    ["a,b,c", ["a", "b", "c"]],
    ['"a,b","say ""x""",', ["a,b", 'say "x"', ""]],
    [" a , b ", ["a", "b"]],
    ['"open', undefined],
    ['"a"b,c', undefined],
    ["", [""]],
  ])("splits %s", (line, fields) => {
    expect(splitCsv(line, ",")).toEqual(fields);
  });

  it.each([
    ["source,destination,port,protocol", true],
    ["SRC;DST;DPORT", true],
    ["from\tto\tport\tproto\taction", true],
    ["Source,Destination,Destination Port", true],
    ["source,port", false],
    ["10.0.0.1,10.0.0.2,80", false],
  ])("reads the header %s: %s", (line, known) => {
    expect(readCsvHeader(line) !== undefined).toBe(known);
  });

  const header = readCsvHeader("source,destination,port,protocol,verdict");
  it.each<[string, object]>([
    ["a/x,b/y,80,TCP,", { kind: "flow", row: { port: 80, protocol: "TCP", source: { text: "a/x" } } }],
    ["a/x,b/y,53,udp,allowed", { kind: "flow", row: { port: 53, protocol: "UDP" } }],
    ["a/x,b/y,80,6,FORWARDED", { kind: "flow", row: { protocol: "TCP" } }],
    ["a/x,b/y,80", { kind: "flow", row: { protocol: "TCP" } }],
    ["a/x,b/y,http,TCP,", { kind: "flow", row: { port: "http" } }],
    ["a/x,b/y,,TCP,", { kind: "flow", row: { port: "any" } }],
    ["a/x,b/y,80,TCP,dropped", { kind: "skipped", reason: "not let through" }],
    ["a/x,b/y,0,ICMP,", { kind: "skipped", reason: "no port" }],
    ["a/x,b/y,0,TCP,", { kind: "unreadable" }],
    ["a/x,b/y,65536,TCP,", { kind: "unreadable" }],
    ["a/x,b/y,-1,TCP,", { kind: "unreadable" }],
    ["a/x,b/y,80,toString,", { kind: "unreadable" }],
    ["a/x,b/y,80,TCP,perhaps", { kind: "unreadable", reason: '"perhaps" is not a verdict' }],
    ["a/x,,80,TCP,", { kind: "unreadable", reason: "source or destination is empty" }],
  ])("reads %s", (line, expected) => {
    if (header === undefined) throw new Error("no header");
    expect(readCsvFlow(line, header)).toMatchObject(expected);
  });
});
