// Should this request be approved? The signer's rules, what its certificate would grant, and who could approve it.
import type { Answer, Block, Cell } from "../../../core/index.ts";
import { gapOf, rbacParts, type Gap } from "../../../model/index.ts";
import { chainGaps, gapSection, listSection, type ScopeRights } from "../../access/index.ts";
import { isClient, judgeRequest, type RequestJudgement } from "../judge-request.ts";
import type { ReadRequest } from "../read-request.ts";
import { certificateText, durationText, identityText, outcomeText } from "../request-text.ts";
import { isKnown, type SigningWorld } from "../signing-world.ts";
import { approversOf } from "./approvers.ts";
import { grantedRights, requestorGain, type GrantedRights, type RequestorGain } from "./granted-rights.ts";
import { verdictOf, weighRequest, type Reason } from "./weigh-request.ts";

/** The versioned answer of `csr review`. */
export interface CsrReview {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "CsrReview";
  readonly request: RequestJudgement;
  readonly verdict: "approve" | "deny" | "doubtful";
  readonly reasons: readonly Reason[];
  /** What the certificate lets its holder do as a client of the API server; absent for other certificates. */
  readonly grants?: GrantedRights;
  /** What the one who asks would gain. */
  readonly gain?: RequestorGain;
  /** Subjects that could approve it by themselves. */
  readonly approvers: readonly string[];
  readonly notSeen: readonly Gap[];
}

const headlines = {
  approve: { tone: "good", text: "Approve: nothing speaks against it." },
  doubtful: { tone: "warning", text: "Doubtful: a person has to know more than is seen here." },
  deny: { tone: "bad", text: "Deny." },
} as const;

const marks: Readonly<Record<Reason["weight"], string>> = {
  deny: "against",
  doubt: "doubt",
  note: "note",
  good: "for",
};
const tones: Readonly<Record<Reason["weight"], NonNullable<Cell["tone"]>>> = {
  deny: "bad",
  doubt: "warning",
  note: "muted",
  good: "good",
};

function reasonRows(reasons: readonly Reason[]): readonly (readonly Cell[])[] {
  return reasons.map(({ weight, text }) => [{ text: marks[weight], tone: tones[weight] }, { text }]);
}

function requestList(request: RequestJudgement): readonly string[] {
  const { signerName, requestor, identity, usages, duration, state, ageSeconds, cleanUp, signer, issued } = request;
  const groups = requestor?.groups ?? [];
  return [
    `signer: ${signerName === "" ? "none" : signerName}`,
    ...(requestor === undefined
      ? []
      : [`asked by: ${requestor.username}${groups.length === 0 ? "" : ` in ${groups.join(", ")}`}`]),
    ...(identity === undefined ? [] : [`asks for: ${identityText(identity)}`, `key: ${identity.key}`]),
    `usages: ${usages.join(", ") || "none"}`,
    ...(duration === undefined ? [] : [`asks to be valid for ${durationText(duration)}`]),
    `state: ${state}${ageSeconds === undefined ? "" : `, ${durationText(ageSeconds)} old`}`,
    `what becomes of it: ${outcomeText(request)}`,
    ...(issued === undefined
      ? signer.outcome === "signed"
        ? [`certificate: ${certificateText(signer.certificate)}`]
        : []
      : [`issued: ${certificateText(issued)}`]),
    ...(cleanUp === undefined ? [] : [`removed at ${cleanUp.at}: ${cleanUp.why}`]),
  ];
}

function scopeText({ namespace, rules }: ScopeRights): readonly string[] {
  const where = namespace === undefined ? "everywhere" : `in ${namespace}`;
  return rules.map(({ apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [], verbs = [] }) => {
    const named = resourceNames.length === 0 ? "" : ` named ${resourceNames.join(", ")}`;
    const groups = apiGroups.map((group) => (group === "" ? "core" : group)).join(", ");
    const what =
      nonResourceURLs.length > 0 ? nonResourceURLs.join(", ") : `${resources.join(", ")} (${groups})${named}`;
    return `${where}: ${verbs.join(", ")} on ${what}`;
  });
}

function grantBlocks({ grants }: CsrReview): readonly Block[] {
  if (grants === undefined) return [];
  const rules = grants.scopes.flatMap(scopeText);
  const nothing = "nothing that was seen, beyond what everyone may do";
  return listSection("What its holder may do", rules.length === 0 ? [nothing] : rules);
}

function blocksOf(data: CsrReview): readonly Block[] {
  const { verdict, reasons, request, approvers, notSeen } = data;
  return [
    { type: "paragraph", ...headlines[verdict] },
    { type: "table", columns: ["", "reason"], rows: reasonRows(reasons) },
    ...listSection("The request", requestList(request)),
    ...grantBlocks(data),
    ...listSection("Who could approve it", approvers),
    ...gapSection(notSeen),
  ];
}

/** Judges one request. The cost is that of a review of two users' rights. */
export function askCsrReview(world: SigningWorld, read: ReadRequest): Answer<CsrReview> {
  const { view, model } = world;
  const request = judgeRequest(read, world);
  const { user } = read.request;
  const rights =
    isClient(request) && request.identity !== undefined ? grantedRights(world, request.identity) : undefined;
  const gain = rights === undefined || !isKnown(user) ? undefined : requestorGain(world, user, rights);
  const blind =
    rbacParts.some((part) => gapOf(model.parts[part]) !== undefined) || view.authorizers.some((one) => "unseen" in one);
  const known = {
    judgement: request,
    ...(rights === undefined ? {} : { rights }),
    ...(gain === undefined ? {} : { gain }),
  };
  const reasons = weighRequest({ ...known, blind }, world);
  const data: CsrReview = {
    apiVersion: "plimsoll/v1",
    kind: "CsrReview",
    request,
    verdict: verdictOf(reasons),
    reasons,
    ...(rights === undefined ? {} : { grants: rights }),
    ...(gain === undefined ? {} : { gain }),
    approvers: approversOf(world, request.name, request.signerName),
    notSeen: [...world.gaps, ...chainGaps(view)],
  };
  const name = request.name === "" ? "this request" : request.name;
  return { data, document: { title: `Should ${name} be approved?`, blocks: blocksOf(data) } };
}
