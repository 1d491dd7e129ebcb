// What the answers of all questions of access share: what was not seen, and lists under a heading.
import type { AccessView } from "../../checking/access/index.ts";
import type { Block } from "../../core/index.ts";
import type { Gap } from "../../model/index.ts";

/** A heading and a list, or nothing where there is nothing to list. */
export function listSection(title: string, items: readonly string[]): readonly Block[] {
  if (items.length === 0) return [];
  return [
    { type: "heading", level: 2, text: title },
    { type: "list", items },
  ];
}

/** What was not seen, and how it could be. */
export function gapSection(gaps: readonly Gap[]): readonly Block[] {
  return listSection("Not seen", [...new Set(gaps.map(({ reason, remedy }) => `${reason}: ${remedy}`))]);
}

/** Everything of the chain that was not, or not wholly, seen. */
export function chainGaps(view: AccessView): readonly Gap[] {
  const unseen = view.authorizers.flatMap((one): readonly Gap[] =>
    "unseen" in one ? [one.unseen] : one.gap === undefined ? [] : [one.gap],
  );
  return [...(view.list.gap === undefined ? [] : [view.list.gap]), ...unseen];
}

/** What webhooks that were seen leave open where all is to be listed: they answer one request at a time. */
export function webhookGaps(names: readonly string[]): readonly Gap[] {
  return names.map((name) => ({
    reason: `the webhook ${name} tells only of one request at a time: it may allow others, and deny some of these`,
    remedy: "ask about a user with `plimsoll access can`",
  }));
}
