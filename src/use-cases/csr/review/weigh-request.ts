// Approve or deny: the reasons, each with its weight.
import { atLeast } from "../../../core/index.ts";
import { signers, type RequestConcern } from "../../../engines/certificates/index.ts";
import { isClient, type RequestJudgement } from "../judge-request.ts";
import { concernText } from "../request-text.ts";
import type { SigningWorld } from "../signing-world.ts";
import type { GrantedRights, RequestorGain } from "./granted-rights.ts";

/** A reason; one that denies outweighs doubts, one doubt outweighs what speaks for it. */
export interface Reason {
  readonly weight: "deny" | "doubt" | "note" | "good";
  readonly text: string;
}

/** What is weighed. */
export interface Weighed {
  readonly judgement: RequestJudgement;
  readonly rights?: GrantedRights;
  readonly gain?: RequestorGain;
  /** What of RBAC was not seen. */
  readonly blind: boolean;
}

const concernWeights: Readonly<Record<RequestConcern["kind"], Reason["weight"] | undefined>> = {
  // Weighed by what the requestor would gain.
  "another-identity": undefined,
  "no-user-name": "deny",
  "privileged-group": "deny",
  "system-user": "deny",
  "service-account-name": "doubt",
  "node-identity": "deny",
  "unused-names": "note",
  "weak-key": "deny",
  // Weighed by what the identity may do.
  "long-lived": undefined,
};

function fateReasons({ judgement }: Weighed): readonly Reason[] {
  const { refused, signer, state, signerName } = judgement;
  const decided: readonly Reason[] =
    state === "denied" || state === "failed" ? [{ weight: "deny", text: `it is ${state} already, for good` }] : [];
  if (refused !== undefined) return [...decided, { weight: "deny", text: `the API server refuses it: ${refused}` }];
  switch (signer.outcome) {
    case "signed":
      return [...decided, { weight: "good", text: `${signerName} signs such requests` }];
    case "failed":
    case "error":
      return [...decided, { weight: "deny", text: `${signerName} will not sign it: ${signer.message}` }];
    case "foreign":
      return [...decided, { weight: "doubt", text: `whoever runs ${signerName} has rules that are not known here` }];
    default:
      return signer satisfies never;
  }
}

function concernReasons({ judgement, rights }: Weighed): readonly Reason[] {
  const isPowerful = (rights?.powers ?? []).some(({ severity }) => atLeast(severity, "high"));
  return judgement.concerns.flatMap((concern): readonly Reason[] => {
    const weight = concern.kind === "long-lived" ? (isPowerful ? "doubt" : "note") : concernWeights[concern.kind];
    return weight === undefined ? [] : [{ weight, text: concernText(concern) }];
  });
}

function powerReasons({ rights, gain }: Weighed): readonly Reason[] {
  if (rights === undefined) return [];
  const { clusterAdmin, powers } = rights;
  const isNew = gain === undefined || gain === "new rights";
  if (clusterAdmin)
    return [
      { weight: isNew ? "deny" : "doubt", text: "its holder would be cluster-admin, until the certificate ends" },
    ];
  const titles = powers
    .filter(({ severity }) => atLeast(severity, "high"))
    .map(({ title, namespace }) => `${title}${namespace === undefined ? "" : ` in ${namespace}`}`);
  return titles.length === 0 ? [] : [{ weight: isNew ? "doubt" : "note", text: `its holder can ${titles.join("; ")}` }];
}

const gainReasons: Readonly<Record<RequestorGain, Reason>> = {
  "none: its own name and groups": { weight: "good", text: "it asks for its own name and groups" },
  "none: it may impersonate them": {
    weight: "good",
    text: "who asks may impersonate that user and its groups already",
  },
  "no new rights": {
    weight: "doubt",
    text: "it asks for a name or groups that are not its own, which gain it no right that was seen",
  },
  "new rights": { weight: "doubt", text: "it asks for a name or groups that are not its own, and would gain rights" },
};

function requestorReasons({ judgement, gain }: Weighed): readonly Reason[] {
  const { requestor, autoApproved, signerName } = judgement;
  if (requestor === undefined) return [{ weight: "doubt", text: "it is not said who asks" }];
  if (signerName === signers.kubeletClient)
    return [
      autoApproved
        ? {
            weight: "good",
            text: `${requestor.username} may ask for certificates of nodes: the controller approves it`,
          }
        : { weight: "doubt", text: `${requestor.username} has no right to have it approved without a person` },
    ];
  return gain === undefined ? [] : [gainReasons[gain]];
}

/** A kubelet's serving certificate must be for that node's own addresses, which nobody but a person compares. */
function servingReasons({ judgement }: Weighed, { model }: SigningWorld): readonly Reason[] {
  const { signerName, identity, requestor } = judgement;
  if (signerName !== signers.kubeletServing || identity === undefined) return [];
  const { username, names } = identity;
  const node = model.parts.nodes.objects.find(({ metadata }) => username === `system:node:${metadata.name}`);
  const impostor: readonly Reason[] =
    requestor !== undefined && requestor.username !== username
      ? [{ weight: "deny", text: `${requestor.username} asks for a serving certificate of ${username}` }]
      : [];
  if (node === undefined) return [...impostor, { weight: "doubt", text: `the node of ${username} was not seen` }];
  const addresses = (node.status?.addresses ?? []).map(({ address = "" }) => address.toLowerCase());
  const known = new Set([...addresses, node.metadata.name]);
  const strange = [...names.dns, ...names.ips].filter((one) => !known.has(one.toLowerCase()));
  if (strange.length > 0)
    return [...impostor, { weight: "deny", text: `${strange.join(", ")} is no address of ${node.metadata.name}` }];
  return [...impostor, { weight: "good", text: `all its names are addresses of ${node.metadata.name}` }];
}

/** A bootstrap token may ask for the name of any node, one that exists included. */
function takeoverReasons({ judgement }: Weighed, { model }: SigningWorld): readonly Reason[] {
  const { signerName, identity, requestor } = judgement;
  if (signerName !== signers.kubeletClient || identity === undefined || requestor === undefined) return [];
  if (requestor.username === identity.username) return [];
  const exists = model.parts.nodes.objects.some(({ metadata }) => identity.username === `system:node:${metadata.name}`);
  return exists
    ? [{ weight: "doubt", text: `${identity.username} is a node that exists, and ${requestor.username} is not it` }]
    : [];
}

/** The reasons, those that deny first. */
export function weighRequest(weighed: Weighed, world: SigningWorld): readonly Reason[] {
  const order = ["deny", "doubt", "good", "note"];
  const blind: readonly Reason[] =
    weighed.blind && isClient(weighed.judgement)
      ? [{ weight: "doubt", text: "not all was seen of what its holder may do" }]
      : [];
  const reasons = [
    ...fateReasons(weighed),
    ...concernReasons(weighed),
    ...powerReasons(weighed),
    ...requestorReasons(weighed),
    ...servingReasons(weighed, world),
    ...takeoverReasons(weighed, world),
    ...blind,
  ];
  return reasons.toSorted((a, b) => order.indexOf(a.weight) - order.indexOf(b.weight));
}

/** What the reasons come to. */
export function verdictOf(reasons: readonly Reason[]): "approve" | "deny" | "doubtful" {
  if (reasons.some(({ weight }) => weight === "deny")) return "deny";
  return reasons.some(({ weight }) => weight === "doubt") ? "doubtful" : "approve";
}
