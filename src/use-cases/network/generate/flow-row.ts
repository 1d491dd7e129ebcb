// One line of a list of flows: CSV with a header, or JSON as `hubble observe -o json` writes it.
//
// Fields of Hubble: cilium/cilium api/v1/flow/flow.proto, as protojson with the names of the proto file.
import { isJsonObject, type JsonObject } from "../../../core/index.ts";
import type { Protocol } from "../../../engines/network-policy/index.ts";

/** One end of a flow, as far as the line tells. */
export interface FlowPlace {
  /** A name or address in words: CSV. */
  readonly text?: string;
  readonly namespace?: string;
  readonly pod?: string;
  /** The controller, where it is named. */
  readonly workload?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly address?: string;
  /** What Cilium calls the end where it is no pod: host, remote-node, world, kube-apiserver … */
  readonly reserved?: string;
}

/** A flow that was let through. A port may have a name; `any` is every port. */
export interface FlowRow {
  readonly source: FlowPlace;
  readonly destination: FlowPlace;
  readonly port: number | string;
  readonly protocol: Protocol;
}

/** What a line is: a flow, something that is rightly left out, or something that cannot be read. */
export type FlowLine =
  | { readonly kind: "flow"; readonly row: FlowRow }
  | { readonly kind: "skipped"; readonly reason: "no flow" | "not let through" | "reply" | "no port" }
  | { readonly kind: "unreadable"; readonly reason: string };

const protocolsByText: Readonly<Record<string, Protocol>> = {
  "": "TCP",
  tcp: "TCP",
  "6": "TCP",
  udp: "UDP",
  "17": "UDP",
  sctp: "SCTP",
  "132": "SCTP",
};
const portless = new Set(["icmp", "icmpv4", "icmpv6", "1", "58", "igmp", "esp", "gre"]);
const letThrough = new Set([
  "",
  "forwarded",
  "redirected",
  "translated",
  "traced",
  "audit",
  "allow",
  "allowed",
  "accept",
  "accepted",
  "pass",
  "permit",
  "permitted",
  "ok",
  "yes",
]);
const stopped = new Set([
  "dropped",
  "drop",
  "denied",
  "deny",
  "reject",
  "rejected",
  "blocked",
  "error",
  "verdict_unknown",
  "no",
]);

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

function unreadable(reason: string): FlowLine {
  return { kind: "unreadable", reason };
}

function textIn(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function objectIn(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isJsonObject(value) ? value : {};
}

/** Cilium's labels of pods, without its own; `reserved:world` stands for what is no pod. */
function readLabels(value: unknown): Pick<FlowPlace, "labels" | "reserved"> {
  const texts = Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  const reserved = texts.filter((text) => text.startsWith("reserved:")).map((text) => text.slice("reserved:".length));
  const pairs = texts.flatMap((text): [string, string][] => {
    const [, key, content = ""] = /^k8s:([^=]+)(?:=(.*))?$/s.exec(text) ?? [];
    return key === undefined || /^io\.(?:cilium|kubernetes)\./.test(key) ? [] : [[key, content]];
  });
  // A node of the API server has both: the server is what is meant.
  const first = reserved.includes("kube-apiserver") ? "kube-apiserver" : reserved[0];
  return {
    ...(first === undefined ? {} : { reserved: first }),
    ...(pairs.length === 0 ? {} : { labels: Object.fromEntries(pairs) }),
  };
}

function hubblePlace(end: JsonObject, address: string | undefined): FlowPlace {
  const [namespace, pod] = [textIn(end, "namespace"), textIn(end, "pod_name")];
  const list = end["workloads"];
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  const workload = isJsonObject(first) ? textIn(first, "name") : undefined;
  return {
    ...(namespace === undefined ? {} : { namespace }),
    ...(pod === undefined ? {} : { pod }),
    ...(workload === undefined ? {} : { workload }),
    ...(address === undefined ? {} : { address }),
    ...readLabels(end["labels"]),
  };
}

/** Older versions have only `reply`, and leave it out where it is false; flags tell where both are silent. */
function isReply(flow: JsonObject): boolean {
  if (typeof flow["is_reply"] === "boolean") return flow["is_reply"];
  if (flow["reply"] === true) return true;
  const flags = objectIn(objectIn(objectIn(flow, "l4"), "TCP"), "flags");
  if (flags["SYN"] === true && flags["ACK"] === true) return true;
  return objectIn(flow, "l7")["type"] === "RESPONSE";
}

function readHubble(flow: JsonObject): FlowLine {
  const verdict = (textIn(flow, "verdict") ?? "").toLowerCase();
  if (!letThrough.has(verdict)) return { kind: "skipped", reason: "not let through" };
  if (isReply(flow)) return { kind: "skipped", reason: "reply" };
  const l4 = objectIn(flow, "l4");
  const protocol = (["TCP", "UDP", "SCTP"] as const).find((name) => isJsonObject(l4[name]));
  if (protocol === undefined) return { kind: "skipped", reason: "no port" };
  const port = objectIn(l4, protocol)["destination_port"];
  if (typeof port !== "number" || !Number.isInteger(port) || port < 1 || port > 65_535)
    return unreadable("destination_port is not a port");
  const ip = objectIn(flow, "IP");
  const source = hubblePlace(objectIn(flow, "source"), textIn(ip, "source"));
  const destination = hubblePlace(objectIn(flow, "destination"), textIn(ip, "destination"));
  return { kind: "flow", row: { source, destination, port, protocol } };
}

/** Reads a line of JSON. */
export function readJsonFlow(line: string): FlowLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return unreadable("it is not JSON");
  }
  if (!isJsonObject(value)) return unreadable("it is not a JSON object");
  if (isJsonObject(value["flow"])) return readHubble(value["flow"]);
  if (isJsonObject(value["source"]) || isJsonObject(value["l4"])) return readHubble(value);
  return { kind: "skipped", reason: "no flow" };
}

/** The fields of one line of CSV; quotes as RFC 4180 has them, but no line break within. */
export function splitCsv(line: string, separator: string): readonly string[] | undefined {
  const fields: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (line[at] !== '"') {
      const next = line.indexOf(separator, at);
      const end = next === -1 ? line.length : next;
      fields.push(line.slice(at, end).trim());
      at = end + 1;
      continue;
    }
    let [text, end] = ["", at + 1];
    for (;;) {
      const quote = line.indexOf('"', end);
      if (quote === -1) return undefined;
      text += line.slice(end, quote);
      end = quote + 1;
      if (line[end] !== '"') break;
      text += '"';
      end++;
    }
    if (end < line.length && line[end] !== separator) return undefined;
    fields.push(text);
    at = end + 1;
  }
  return fields;
}

const columnNames = {
  source: ["source", "src", "from"],
  destination: ["destination", "dest", "dst", "to"],
  port: ["port", "destination_port", "dest_port", "dst_port", "dport"],
  protocol: ["protocol", "proto"],
  verdict: ["verdict", "action", "status"],
} as const;

/** Where the columns of a CSV stand. */
export interface CsvHeader {
  readonly separator: string;
  readonly columns: Readonly<Record<keyof typeof columnNames, number>>;
}

/** Reads the header; undefined where it lacks source, destination or port. */
export function readCsvHeader(line: string): CsvHeader | undefined {
  const separator = [",", ";", "\t"].find((one) => line.includes(one)) ?? ",";
  const names = splitCsv(line, separator)?.map((name) => name.toLowerCase().replaceAll(/[ -]/g, "_")) ?? [];
  const place = (column: keyof typeof columnNames): number =>
    names.findIndex((name) => columnNames[column].some((known) => known === name));
  const [source, destination, port] = [place("source"), place("destination"), place("port")];
  if (source === -1 || destination === -1 || port === -1) return undefined;
  return { separator, columns: { source, destination, port, protocol: place("protocol"), verdict: place("verdict") } };
}

function readPort(text: string): number | string | undefined {
  if (text === "" || text === "*" || text.toLowerCase() === "any") return "any";
  if (/^\d{1,5}$/.test(text)) return Number(text) > 0 && Number(text) < 65_536 ? Number(text) : undefined;
  return /^(?=.{1,15}$)[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text) ? text : undefined;
}

/** Reads a line of CSV under its header. */
export function readCsvFlow(line: string, { separator, columns }: CsvHeader): FlowLine {
  const fields = splitCsv(line, separator);
  if (fields === undefined) return unreadable("a quote is not closed");
  const field = (column: keyof typeof columnNames): string => fields[columns[column]] ?? "";
  const [source, destination] = [field("source"), field("destination")];
  if (source === "" || destination === "") return unreadable("source or destination is empty");
  const verdict = field("verdict").toLowerCase();
  if (stopped.has(verdict)) return { kind: "skipped", reason: "not let through" };
  if (!letThrough.has(verdict)) return unreadable(`"${shortened(verdict)}" is not a verdict`);
  const proto = field("protocol").toLowerCase();
  if (portless.has(proto)) return { kind: "skipped", reason: "no port" };
  const protocol = Object.hasOwn(protocolsByText, proto) ? protocolsByText[proto] : undefined;
  if (protocol === undefined) return unreadable(`"${shortened(proto)}" is not a protocol`);
  const port = readPort(field("port"));
  if (port === undefined) return unreadable(`"${shortened(field("port"))}" is not a port`);
  return { kind: "flow", row: { source: { text: source }, destination: { text: destination }, port, protocol } };
}
