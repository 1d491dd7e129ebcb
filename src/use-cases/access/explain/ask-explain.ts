// Why was this refused, and what is the least that would allow it?
import { decideAccess, withImpliedGroups, type AccessView } from "../../../checking/access/index.ts";
import type { Answer, Block, JsonObject } from "../../../core/index.ts";
import { printYaml } from "../../../languages/yaml/index.ts";
import type { PolicyRule } from "../../../kubernetes/index.ts";
import { askCan, type AccessCan } from "../can/ask-can.ts";
import { describeRequest } from "../parse-request.ts";
import { leastRoleFor, leastRule } from "./least-role.ts";
import type { Refusal } from "./refusal.ts";

/** The versioned answer of `access explain`. */
export interface AccessExplanation {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "AccessExplanation";
  readonly missing: PolicyRule;
  /** Objects that would allow the request and no more, in the order to apply. */
  readonly leastRole: readonly JsonObject[];
  /** The request asked again, of what was read. */
  readonly now: AccessCan;
  readonly notes: readonly string[];
}

/** The special words of some refusals: the right they ask for is not the one of the request that failed. */
const meanings: readonly (readonly [string, string])[] = [
  [
    "impersonate",
    "the request had Impersonate- headers: the right to impersonate is missing, not the right to the request",
  ],
  ["bind", "a binding was written: the right to bind the role, or all rights of the role, are missing"],
  ["escalate", "a role was written: the right to escalate, or all rights in the role, are missing"],
];

function notesOf(view: AccessView, { attributes, groupsKnown, notes = [] }: Refusal): readonly string[] {
  const { answer, asSeen } = decideAccess(view, attributes);
  const [verb = ""] = attributes.verb.split(/[:-]/);
  const meaning = meanings.find(([one]) => one === verb);
  const allowed =
    asSeen === "allow"
      ? [
          `what was read ${answer === "yes" ? "allows" : "would allow"} it now: it was refused by something else, or before`,
        ]
      : [];
  const groups = groupsKnown
    ? []
    : [
        "a message does not tell the user's groups: only those the API server adds were counted; name others with --as-group",
      ];
  return [...(meaning === undefined ? [] : [meaning[1]]), ...notes, ...allowed, ...groups];
}

/** Explains a refusal; `groups` are those the user is known to be in beside the implied ones. */
export function askExplain(view: AccessView, refusal: Refusal, groups: readonly string[]): Answer<AccessExplanation> {
  const { user } = refusal.attributes;
  const known = refusal.groupsKnown
    ? user
    : withImpliedGroups({ ...user, groups: [...(user.groups ?? []), ...groups] });
  const attributes = { ...refusal.attributes, user: known };
  const { data: now, document } = askCan(view, { attributes, notes: [] });
  const data: AccessExplanation = {
    apiVersion: "plimsoll/v1",
    kind: "AccessExplanation",
    missing: leastRule(attributes),
    leastRole: leastRoleFor(attributes),
    now,
    notes: notesOf(view, { ...refusal, attributes }),
  };
  const blocks: readonly Block[] = [
    ...document.blocks,
    { type: "heading", level: 2, text: "The least that would allow it" },
    { type: "code", language: "yaml", text: printYaml(data.leastRole).trimEnd() },
    ...(data.notes.length === 0 ? [] : [{ type: "list", items: data.notes } as const]),
  ];
  return { data, document: { title: `Why may ${user.username} not ${describeRequest(attributes)}?`, blocks } };
}
