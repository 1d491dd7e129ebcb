// The certificates of a model's objects, read once for every check.
import type { ObjectRef } from "../core/index.ts";
import type { Certificate } from "../languages/x509/index.ts";
import {
  certificateParts,
  derive,
  objectHoldings,
  type ClusterModel,
  type Holding,
  type Parts,
} from "../model/index.ts";

/** A place with certificates in an object of the API. */
export type CertificateHolding = Holding & { readonly object: ObjectRef; readonly entry: string };

function build(parts: Pick<Parts, (typeof certificateParts)[number]>): readonly CertificateHolding[] {
  return objectHoldings({ parts } as ClusterModel).flatMap((holding) => {
    const { object, entry } = holding;
    return object === undefined || entry === undefined ? [] : [{ ...holding, object, entry }];
  });
}

/** Places in objects of these kinds. Linear in what the model holds, once. */
export function certificateHoldings(model: ClusterModel, kinds: readonly string[]): readonly CertificateHolding[] {
  return derive(model, certificateParts, build).filter(({ object }) => kinds.includes(object.kind));
}

/** The certificates of a place, in order. */
export function certificatesIn({ items }: Holding): readonly Certificate[] {
  return items.flatMap((item) => (item.kind === "certificate" ? [item.certificate] : []));
}
