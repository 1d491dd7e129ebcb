// What decides about signing requests in a cluster: its version, its authorizers, and what its signers were told.
import { accessView, decideAccess, type AccessInputs, type AccessView } from "../../checking/access/index.ts";
import type { Minor } from "../../core/index.ts";
import type { MayDo, SignerSettings } from "../../engines/certificates/index.ts";
import { parseGoDuration, type UserInfo } from "../../kubernetes/index.ts";
import { readCertificates, type Certificate, type VerifySignature } from "../../languages/x509/index.ts";
import { gapOf, type ClusterModel, type Gap } from "../../model/index.ts";

/** What the caller brings: the primitive that checks signatures, and what the cluster does not show. */
export interface SigningInputs {
  readonly verify: VerifySignature;
  readonly access?: AccessInputs;
  /** The certificate of the signers' authority. */
  readonly authority?: Certificate;
}

/** Everything that judging a request rests on. */
export interface SigningWorld {
  readonly model: ClusterModel;
  readonly version: Minor;
  readonly verify: VerifySignature;
  readonly view: AccessView;
  readonly may: MayDo;
  readonly settings: SignerSettings;
  /** Who issues, where that was seen; else the certificate's issuer and its longest life are not known. */
  readonly authority: Certificate | undefined;
  /** What of the signers was not seen. */
  readonly gaps: readonly Gap[];
}

const authorityRemedy = "hand it over with --signer-ca";

/** The authority the API server takes client certificates of, which nearly always signs them too. */
function clientAuthority(model: ClusterModel): Certificate | undefined {
  const places = [
    ["kube-system", "extension-apiserver-authentication", "client-ca-file"],
    ["kube-system", "kube-root-ca.crt", "ca.crt"],
  ] as const;
  for (const [namespace, name, key] of places) {
    const object = model.parts.configmaps.objects.find(
      ({ metadata }) => metadata.namespace === namespace && metadata.name === name,
    );
    const [certificate] = readCertificates(object?.data?.[key] ?? "").certificates;
    if (certificate !== undefined) return certificate;
  }
  return undefined;
}

/** --cluster-signing-duration in seconds; until 1.24 it was also called experimental. */
function signingDuration(model: ClusterModel): number | undefined {
  const names = new Set(["cluster-signing-duration", "experimental-cluster-signing-duration"]);
  const flags = model.parts["component/kube-controller-manager"].objects.flatMap((instance) => instance.flags);
  return parseGoDuration(flags.findLast(({ name }) => names.has(name))?.value ?? "");
}

function signerGaps(model: ClusterModel, given: boolean, seen: boolean): readonly Gap[] {
  const manager = model.parts["component/kube-controller-manager"];
  const unseenFlags = manager.objects.length === 0 ? gapOf(manager) : undefined;
  const reason = seen
    ? "the signers' authority was taken to be the one the API server trusts"
    : "the certificate of the signers' authority was not seen";
  return [
    ...(given ? [] : [{ reason, remedy: authorityRemedy }]),
    ...(unseenFlags === undefined
      ? []
      : [
          {
            reason: `--cluster-signing-duration was not seen (${unseenFlags.reason}): a year is assumed`,
            remedy: unseenFlags.remedy,
          },
        ]),
  ];
}

const unseenAuthority: SignerSettings["authority"] = {
  subject: { raw: new Uint8Array(), relativeNames: [] },
  notAfter: Infinity,
  subjectKeyId: new Uint8Array(),
};

/** The world of a model. What is asked of RBAC is answered as far as it was seen. */
export function signingWorld(model: ClusterModel, inputs: SigningInputs): SigningWorld {
  const view = accessView(model, inputs.access);
  const authority = inputs.authority ?? clientAuthority(model);
  const duration = signingDuration(model);
  const version = model.version.minor;
  const settings = {
    authority: authority ?? unseenAuthority,
    ...(duration === undefined ? {} : { duration }),
    version,
    now: Date.parse(model.asOf),
  };
  return {
    model,
    version,
    verify: inputs.verify,
    view,
    may: (attributes) => decideAccess(view, attributes).asSeen === "allow",
    settings,
    authority,
    gaps: signerGaps(model, inputs.authority !== undefined, authority !== undefined),
  };
}

/** Whether a user is one the API server would know: a request of a file may not say who asks. */
export function isKnown({ username }: UserInfo): boolean {
  return username !== "";
}
