// What a model holds, counted: shared by saving and showing.
import type { Block, Cell } from "../../core/index.ts";
import { kindNames, kinds, type KindName } from "../../kubernetes/index.ts";
import type { ClusterModel, Gap, OtherKind } from "../../model/index.ts";

/** One kind: how many objects, and whether those are all there are. */
export interface KindContent {
  readonly part: KindName;
  readonly kind: string;
  readonly status: "collected" | "given" | "partial" | "not-collected";
  readonly objects: number;
  readonly gap?: Gap;
}

/** What a model holds. */
export interface ModelContent {
  readonly asOf: string;
  readonly version: string;
  readonly origin: ClusterModel["origin"];
  readonly objects: number;
  readonly kinds: readonly KindContent[];
  readonly otherKinds: readonly OtherKind[];
  readonly problems: number;
}

function kindContent(model: ClusterModel, name: KindName): KindContent {
  const part = model.parts[name];
  const seen = { part: name, kind: kinds[name].kind, status: part.status, objects: part.objects.length };
  return part.status === "collected" ? seen : { ...seen, gap: part.gap };
}

/** Counts a model. Constant in objects. */
export function contentOf(model: ClusterModel): ModelContent {
  const content = kindNames.map((name) => kindContent(model, name));
  return {
    asOf: model.asOf,
    version: model.version.gitVersion ?? model.version.minor,
    origin: model.origin,
    objects: content.reduce((sum, { objects }) => sum + objects, 0),
    kinds: content,
    otherKinds: model.otherKinds,
    problems: model.problems.length,
  };
}

const words: Readonly<Record<KindContent["status"], Cell>> = {
  collected: { text: "all", tone: "good" },
  given: { text: "as given in files", tone: "muted" },
  partial: { text: "in part", tone: "warning" },
  "not-collected": { text: "not seen", tone: "warning" },
};

function countsTable(content: ModelContent): Block {
  const rows = content.kinds
    .filter(({ objects, status }) => objects > 0 || status === "partial")
    .map(({ part, objects, status }) => [{ text: part }, { text: String(objects) }, words[status]]);
  return { type: "table", columns: ["Kind", "Objects", "Seen"], rows };
}

function gapsBlocks(content: ModelContent): Block[] {
  const byReason = new Map<string, { readonly gap: Gap; readonly parts: string[] }>();
  for (const { gap, part, status } of content.kinds) {
    if (gap === undefined || status === "given") continue;
    const where = gap.namespaces === undefined ? part : `${part} in ${gap.namespaces.slice(0, 5).join(", ")}`;
    const known = byReason.get(gap.reason);
    if (known === undefined) byReason.set(gap.reason, { gap, parts: [where] });
    else known.parts.push(where);
  }
  if (byReason.size === 0) return [];
  const roots = Array.from(byReason.values(), ({ gap, parts }) => ({
    text: parts.join(", "),
    children: [{ text: gap.reason }, { text: gap.remedy, tone: "muted" as const }],
  }));
  return [
    { type: "heading", level: 2, text: "Not seen" },
    { type: "tree", roots },
  ];
}

function othersBlocks({ otherKinds }: ModelContent): Block[] {
  if (otherKinds.length === 0) return [];
  const rows = otherKinds.map(({ apiVersion, kind, count }) => [
    { text: `${kind} (${apiVersion})` },
    { text: String(count) },
  ]);
  return [
    { type: "heading", level: 2, text: "Counted, not kept" },
    { type: "table", columns: ["Kind", "Objects"], rows },
  ];
}

/** A model's content for people. */
export function contentBlocks(content: ModelContent): readonly Block[] {
  const { origin, asOf, version, objects } = content;
  return [
    {
      type: "paragraph",
      text: `${origin.kind} ${origin.label}, as of ${asOf}: ${objects} objects, Kubernetes ${version}`,
    },
    countsTable(content),
    ...othersBlocks(content),
    ...gapsBlocks(content),
  ];
}
