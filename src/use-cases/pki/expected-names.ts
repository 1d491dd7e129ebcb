// Names the API server's certificate must have, as far as the input says.
import { formatIpAddress, parseCidr, parseIpAddress } from "../../kubernetes/index.ts";
import type { ClusterModel } from "../../model/index.ts";
import type { PkiInput } from "./pki-list.ts";

/** A name a server's certificate must have, and who says so. */
export interface ExpectedName {
  /** An IP address in its canonical form. */
  readonly host: string;
  readonly isIp: boolean;
  readonly why: string;
  /** The kubeconfig's cluster that says so, which must trust the server's authority for its word to count. */
  readonly by?: { readonly place: string; readonly entry: string };
}

/** A host as certificates have it. */
export function hostName(text: string): Pick<ExpectedName, "host" | "isIp"> {
  const address = parseIpAddress(text.replace(/^\[|\]$/g, ""));
  return address === undefined ? { host: text, isIp: false } : { host: formatIpAddress(address), isIp: true };
}

function serverName(server: string): string | undefined {
  const host = /^(?:https:\/\/)?(\[[^\]]+\]|[^:/?#]+)/.exec(server)?.[1];
  return server.startsWith("http://") ? undefined : host;
}

/** The API server's own service has the first address of the range (kubeadm pkiutil.GetAPIServerAltNames). */
function firstServiceAddress(ranges: string): string | undefined {
  const cidr = parseCidr(ranges.split(",")[0]?.trim() ?? "");
  return cidr === undefined ? undefined : formatIpAddress({ family: cidr.family, value: cidr.first + 1n });
}

function namesByFlags({ parts }: ClusterModel): readonly ExpectedName[] {
  return parts["component/kube-apiserver"].objects.flatMap((instance) => {
    // Text with variables or marks of redaction is no address.
    const literal = instance.flags.filter(({ value }) => /^[\w.:,/-]+$/.test(value));
    const flags = new Map(literal.map(({ name, value }) => [name, value]));
    const advertised = flags.get("advertise-address");
    const service = firstServiceAddress(flags.get("service-cluster-ip-range") ?? "");
    return [
      ...(advertised === undefined ? [] : [{ ...hostName(advertised), why: "it is advertised (--advertise-address)" }]),
      ...(service === undefined
        ? []
        : [{ ...hostName(service), why: "pods reach it there (--service-cluster-ip-range)" }]),
    ];
  });
}

/** The names; the same may be there for several reasons. */
export function expectedNames({ servers, models }: Pick<PkiInput, "servers" | "models">): readonly ExpectedName[] {
  return [
    { host: "kubernetes.default.svc", isIp: false, why: "pods call it so" },
    ...models.flatMap(namesByFlags),
    ...servers.flatMap(({ place, entry, server }) => {
      const host = serverName(server);
      return host === undefined ? [] : [{ ...hostName(host), why: `${place} calls it so`, by: { place, entry } }];
    }),
  ];
}
