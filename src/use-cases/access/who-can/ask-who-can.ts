// Who may do this? Everyone the chain allows, and everyone who can become one of them.
import { describeObject, type Answer, type Block, type Cell } from "../../../core/index.ts";
import { seenChain, type AccessView } from "../../../checking/access/index.ts";
import {
  whoCanByChain,
  type AnonymousRequest,
  type ChainAble,
  type ChainMeans,
} from "../../../engines/authorization/index.ts";
import type { Gap } from "../../../model/index.ts";
import { chainGaps, gapSection, listSection, webhookGaps } from "../answer-parts.ts";
import { describeRequest, type ParsedRequest } from "../parse-request.ts";
import { becomersOf, type Becomer, type Becomers, type BecomeQuestion } from "./becomers.ts";

/** The versioned answer of `access who-can`. */
export interface AccessWhoCan {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "AccessWhoCan";
  readonly request: AnonymousRequest;
  readonly able: readonly ChainAble[];
  /** Present where it was asked for. */
  readonly becomers?: readonly Becomer[];
  readonly truncated?: true;
  readonly notSeen: readonly Gap[];
  readonly notes: readonly string[];
}

/** What is asked beside the request itself. */
export interface WhoCanOptions {
  /** Names of the nodes that exist. */
  readonly nodes: readonly string[];
  /** Also who can become someone who can, by what is known of service accounts. */
  readonly become?: BecomeQuestion["accounts"];
}

function meansText(means: ChainMeans): string {
  switch (means.by) {
    case "RBAC":
      return `${describeObject(means.binding)} → ${describeObject(means.role)} rules[${means.rule}]`;
    case "ABAC":
      return `line ${means.line} of the ABAC policy`;
    case "Node":
      return "the Node authorizer: a node that needs it";
    case "AlwaysAllow":
      return "AlwaysAllow";
    case "SystemMasters":
      return "built in: allowed everything before any authorizer is asked";
    default:
      return means satisfies never;
  }
}

function table(columns: readonly string[], rows: readonly (readonly Cell[])[]): readonly Block[] {
  return rows.length === 0 ? [] : [{ type: "table", columns, rows }];
}

function ableRows(able: readonly ChainAble[]): readonly (readonly Cell[])[] {
  return able.map(({ subject, means }) => [
    { text: subject, tone: "strong" },
    { text: means.map(meansText).join("; ") },
  ]);
}

function becomerBlocks({ becomers, truncated }: Becomers): readonly Block[] {
  const rows = becomers.map(({ subject, becomes, how, steps }): readonly Cell[] => [
    { text: subject, tone: "strong" },
    { text: becomes ?? "" },
    { text: how },
    { text: String(steps) },
  ]);
  const none: Block = { type: "paragraph", text: "Nobody else, by any way that is known." };
  return [
    { type: "heading", level: 2, text: "Who can become someone who can" },
    ...(rows.length === 0 ? [none] : table(["subject", "becomes", "how", "steps"], rows)),
    ...(truncated ? [{ type: "paragraph", text: "There are more: the search was cut short." } as const] : []),
  ];
}

/** Answers who can make a request; its user is not looked at. */
export function askWhoCan(
  view: AccessView,
  { attributes, notes }: ParsedRequest,
  { nodes, become }: WhoCanOptions,
): Answer<AccessWhoCan> {
  const { user: _nobody, ...request } = attributes;
  const chain = seenChain(view);
  const { able, notListable } = whoCanByChain(chain, request, nodes);
  const becomers = become === undefined ? undefined : becomersOf({ chain, request, able, nodes, accounts: become });
  const notSeen = [...chainGaps(view), ...webhookGaps(notListable), ...(become?.gaps ?? [])];
  const data: AccessWhoCan = {
    apiVersion: "plimsoll/v1",
    kind: "AccessWhoCan",
    request,
    able,
    ...(becomers === undefined ? {} : { becomers: becomers.becomers }),
    ...(becomers?.truncated === true ? { truncated: true } : {}),
    notSeen,
    notes,
  };
  const blocks: readonly Block[] = [
    ...table(["subject", "by"], ableRows(able)),
    ...(becomers === undefined ? [] : becomerBlocks(becomers)),
    ...gapSection(notSeen),
    ...listSection("Notes", notes),
  ];
  return { data, document: { title: `Who can ${describeRequest(attributes)}?`, blocks } };
}
