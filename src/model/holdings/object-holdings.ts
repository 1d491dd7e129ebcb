// Certificates in objects of the API: bundles, TLS Secrets, issued certificates, published authorities.
import { isJsonObject } from "../../core/index.ts";
import { kinds, refOf, type KindName, type KubernetesObject } from "../../kubernetes/index.ts";
import type { ClusterModel, Parts } from "../cluster-model.ts";
import { gapOf, type Gap } from "../part.ts";
import { webhooks } from "../webhooks.ts";
import type { HeldItem, Holding, HoldingPurpose } from "./holding.ts";
import { readEncodedItems } from "./read-items.ts";

/** Parts that may hold certificates. */
export const certificateParts = [
  "secrets",
  "configmaps",
  "validatingwebhookconfigurations.admissionregistration.k8s.io",
  "mutatingwebhookconfigurations.admissionregistration.k8s.io",
  "apiservices.apiregistration.k8s.io",
  "customresourcedefinitions.apiextensions.k8s.io",
  "certificatesigningrequests.certificates.k8s.io",
  "clustertrustbundles.certificates.k8s.io",
] as const satisfies readonly KindName[];

function describe(object: KubernetesObject, kind: string): string {
  const { namespace, name } = object.metadata;
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}

/** What a field says, and which one. */
interface Field {
  readonly entry: string;
  readonly text: string | undefined;
  readonly purpose?: HoldingPurpose;
}

/** Models hold no keys, so that there is none to look at. */
const noKeys = (): undefined => undefined;

function holdingOf(object: KubernetesObject, { entry, text, purpose }: Field): readonly Holding[] {
  if (text === undefined || text === "") return [];
  const read = readEncodedItems(text, noKeys);
  const items: readonly HeldItem[] = read ?? [{ kind: "fault", label: "base64", message: "cannot be decoded" }];
  if (items.length === 0) return [];
  const ref = refOf(object);
  const place = describe(object, ref.kind);
  return [{ kind: "object", place, entry, object: ref, ...(purpose === undefined ? {} : { purpose }), items }];
}

function bundle(entry: string, text: string | undefined): Field {
  return { entry, text, purpose: "authority" };
}

const authorityMaps: ReadonlySet<string> = new Set([
  "kube-root-ca.crt",
  "extension-apiserver-authentication",
  "openshift-service-ca.crt",
]);

type Secret = Parts["secrets"]["objects"][number];
type ConfigMap = Parts["configmaps"]["objects"][number];

function secretFields({ data = {} }: Secret): readonly Field[] {
  return [{ entry: "tls.crt", text: data["tls.crt"] }, bundle("ca.crt", data["ca.crt"])];
}

function configMapFields({ metadata, data = {} }: ConfigMap): readonly Field[] {
  if (!authorityMaps.has(metadata.name)) return [];
  return Object.entries(data)
    .filter(([, text]) => text.includes("-----BEGIN CERTIFICATE"))
    .map(([key, text]) => bundle(key, text));
}

function each<T extends KubernetesObject>(objects: readonly T[], fields: (object: T) => readonly Field[]): Holding[] {
  return objects.flatMap((object) => fields(object).flatMap((field) => holdingOf(object, field)));
}

function textAt(fields: unknown, name: string): string | undefined {
  const value = isJsonObject(fields) ? fields[name] : undefined;
  return typeof value === "string" ? value : undefined;
}

/** The same bundle stands in every namespace; one of its places is enough. */
function withoutRepeats(maps: readonly ConfigMap[]): readonly ConfigMap[] {
  const met = new Set<string>();
  return maps.filter(({ metadata: { name }, data = {} }) => {
    const text = data["ca.crt"];
    if (name !== "kube-root-ca.crt" || text === undefined) return true;
    if (met.has(text)) return false;
    met.add(text);
    return true;
  });
}

/** Every certificate the model's objects hold. Of requests the certificate that was issued, else the request. Linear. */
export function objectHoldings(model: ClusterModel): readonly Holding[] {
  const { parts } = model;
  return [
    ...each(parts.secrets.objects, secretFields),
    ...each(withoutRepeats(parts.configmaps.objects), configMapFields),
    ...webhooks(model).flatMap(({ object, webhook, path }) =>
      holdingOf(object, bundle(`${path}.clientConfig.caBundle`, webhook.clientConfig?.caBundle)),
    ),
    ...each(parts["apiservices.apiregistration.k8s.io"].objects, ({ spec }) => [
      bundle("spec.caBundle", textAt(spec, "caBundle")),
    ]),
    ...each(parts["customresourcedefinitions.apiextensions.k8s.io"].objects, ({ spec }) => [
      bundle("spec.conversion.webhook.clientConfig.caBundle", spec?.conversion?.webhook?.clientConfig?.caBundle),
      bundle("spec.conversion.webhookClientConfig.caBundle", spec?.conversion?.webhookClientConfig?.caBundle),
    ]),
    ...each(parts["certificatesigningrequests.certificates.k8s.io"].objects, ({ spec, status }) => [
      status?.certificate === undefined
        ? { entry: "spec.request", text: spec?.request }
        : { entry: "status.certificate", text: status.certificate },
    ]),
    ...each(parts["clustertrustbundles.certificates.k8s.io"].objects, ({ spec }) => [
      bundle("spec.trustBundle", spec?.trustBundle),
    ]),
  ];
}

/** What of them was not, or not wholly, seen. */
export function holdingGaps({ parts }: ClusterModel): readonly Gap[] {
  return certificateParts.flatMap((part): readonly Gap[] => {
    const { status } = parts[part];
    const gap = gapOf(parts[part]);
    return gap === undefined || status === "given" ? [] : [{ ...gap, reason: `${kinds[part].kind}: ${gap.reason}` }];
  });
}
