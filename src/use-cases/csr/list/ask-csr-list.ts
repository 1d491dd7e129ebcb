// Which signing requests are there, how far are they, and what speaks against them?
import type { Answer, Block, Cell } from "../../../core/index.ts";
import { gapOf, type Gap } from "../../../model/index.ts";
import { chainGaps, gapSection, listSection } from "../../access/index.ts";
import { judgeRequest, type RequestJudgement } from "../judge-request.ts";
import { readRequest, type UnreadRequest } from "../read-request.ts";
import { concernText, durationText, identityText, outcomeText, stateTones } from "../request-text.ts";
import type { SigningWorld } from "../signing-world.ts";

/** The versioned answer of `csr list`. */
export interface CsrList {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "CsrList";
  readonly requests: readonly RequestJudgement[];
  /** Requests that cannot be read. */
  readonly problems: readonly UnreadRequest[];
  readonly notSeen: readonly Gap[];
}

const part = "certificatesigningrequests.certificates.k8s.io";

function row(judgement: RequestJudgement): readonly Cell[] {
  const { name, signerName, requestor, identity, usages, duration, state, ageSeconds, cleanUp, concerns } = judgement;
  const age = ageSeconds === undefined ? "" : ` ${durationText(ageSeconds)}`;
  return [
    { text: name, tone: "strong" },
    { text: `${state}${age}`, tone: stateTones[state] },
    { text: signerName },
    { text: requestor?.username ?? "not said" },
    { text: identity === undefined ? "unreadable" : identityText(identity) },
    { text: usages.join(", ") },
    { text: duration === undefined ? "" : durationText(duration) },
    { text: outcomeText(judgement) },
    { text: cleanUp === undefined ? "" : `${cleanUp.at} (${cleanUp.why})`, tone: "muted" },
    concerns.length === 0 ? { text: "" } : { text: concerns.map(concernText).join("; "), tone: "warning" },
  ];
}

const columns = [
  "name",
  "state",
  "signer",
  "asked by",
  "asks for",
  "usages",
  "for",
  "what becomes of it",
  "removed",
  "concerns",
];

function blocksOf({ requests, problems, notSeen }: CsrList): readonly Block[] {
  const none: Block = { type: "paragraph", text: "There are no signing requests, as far as was seen." };
  return [
    requests.length === 0 ? none : { type: "table", columns, rows: requests.map(row) },
    ...listSection(
      "Cannot be read",
      problems.map(({ name, problem }) => `${name}: ${problem}`),
    ),
    ...gapSection(notSeen),
  ];
}

/** Lists the requests of a model, in the order of names. Linear in requests, times the cost of a question to the authorizers. */
export function askCsrList(world: SigningWorld): Answer<CsrList> {
  const { model } = world;
  const gap = gapOf(model.parts[part]);
  const readings = model.parts[part].objects.map((object) => readRequest({ ...object }));
  const requests = readings.flatMap((one) => ("problem" in one ? [] : [judgeRequest(one, world)]));
  // Only approval of nodes' requests asks the authorizers.
  const asked = requests.some(
    ({ autoApproved, notAutoApproved }) => autoApproved || notAutoApproved === "requestor not permitted",
  );
  const data: CsrList = {
    apiVersion: "plimsoll/v1",
    kind: "CsrList",
    requests,
    problems: readings.flatMap((one) => ("problem" in one ? [one] : [])),
    notSeen: [
      ...(gap === undefined ? [] : [gap]),
      ...(requests.length === 0 ? [] : world.gaps),
      ...(asked ? chainGaps(world.view) : []),
    ],
  };
  return { data, document: { title: "Certificate signing requests", blocks: blocksOf(data) } };
}
