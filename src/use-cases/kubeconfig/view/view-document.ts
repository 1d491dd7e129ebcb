// The contexts of a kubeconfig for people.
import type { Block, Document, TreeNode } from "../../../core/index.ts";
import type { TokenSummary } from "../describe-token.ts";
import type { ContextView, EntryPlace, KubeconfigView } from "./ask-view.ts";

const day = 24 * 3600 * 1000;
const soonDays = 30;

const tokenKinds: Readonly<Record<TokenSummary["kind"], string>> = {
  "service-account": "service account token",
  "service-account-legacy": "legacy service account token",
  oidc: "identity provider's token (OIDC)",
  bootstrap: "bootstrap token",
  opaque: "opaque token",
};

function place({ file, line }: EntryPlace): string {
  return `${file}:${line}`;
}

/** `until 2027-01-01T00:00:00Z (39 days)`, with how it looks. */
function until(expires: string, asOf: number): Pick<TreeNode, "text" | "tone"> {
  const left = (Date.parse(expires) - asOf) / day;
  if (left < 0) return { text: `expired ${expires}`, tone: "bad" };
  const amount = left < 2 ? `${Math.floor(left * 24)} hours` : `${Math.floor(left)} days`;
  return { text: `until ${expires} (${amount})`, ...(left < soonDays ? { tone: "warning" as const } : {}) };
}

function certificateNode({ user }: ContextView, asOf: number): readonly TreeNode[] {
  const certificate = user?.certificate;
  if (certificate === undefined) return [];
  const { text, tone } = until(certificate.expires, asOf);
  const isMasters = certificate.groups.includes("system:masters");
  const mark = isMasters ? ({ tone: "bad" } as const) : tone === undefined ? {} : { tone };
  return [{ text: `certificate ${certificate.subject}, ${text}`, ...mark }];
}

function tokenNode({ user }: ContextView, asOf: number): readonly TreeNode[] {
  const token = user?.token;
  if (token === undefined) return [];
  const { kind, subject, issuer, expires } = token;
  const end = expires === undefined ? { text: "no expiry in it" } : until(expires, asOf);
  const who = subject === undefined ? "" : ` of ${subject}`;
  const by = issuer === undefined ? "" : `, issued by ${issuer}`;
  return [{ ...end, text: `${tokenKinds[kind]}${who}${by}, ${end.text}` }];
}

function serverNode({ cluster }: ContextView): readonly TreeNode[] {
  if (cluster === undefined) return [];
  const { name, server, tls, tlsServerName, proxy, from } = cluster;
  const isBad = tls === "not verified" || tls === "none: plain http";
  const more = [
    `TLS ${tls}`,
    ...(tlsServerName === undefined ? [] : [`asked for as ${tlsServerName}`]),
    ...(proxy === undefined ? [] : [`through ${proxy}`]),
  ];
  const text = `cluster ${name}: ${server === "" ? "no server" : server}, ${more.join(", ")} (${place(from)})`;
  return [{ text, ...(isBad ? { tone: "bad" as const } : {}) }];
}

function userNode(context: ContextView, asOf: number): readonly TreeNode[] {
  const { user } = context;
  if (user === undefined) return [];
  const faults = user.faults.map((text): TreeNode => ({ text, tone: "bad" }));
  const children = [...certificateNode(context, asOf), ...tokenNode(context, asOf), ...faults];
  return [{ text: `user ${user.name}: ${user.methods.join(", ")} (${place(user.from)})`, children }];
}

function contextNode(context: ContextView, asOf: number): TreeNode {
  const { name, current, namespace, from, missing } = context;
  const children = [
    ...serverNode(context),
    ...userNode(context, asOf),
    ...missing.map((text): TreeNode => ({ text: `not there: ${text}`, tone: "bad" })),
  ];
  const text = `${current ? "* " : ""}${name}${namespace === undefined ? "" : `, namespace ${namespace}`} (${place(from)})`;
  return { text, ...(current ? { tone: "strong" as const } : {}), children };
}

function section(title: string, items: readonly string[]): readonly Block[] {
  if (items.length === 0) return [];
  return [
    { type: "heading", level: 2, text: title },
    { type: "list", items },
  ];
}

/** The document of a view. */
export function viewDocument(data: KubeconfigView, asOf: number): Document {
  const { contexts, currentContext, unused, shadowed, files, missingFiles } = data;
  const none: Block = { type: "paragraph", text: "There is no context.", tone: "warning" };
  const tree: Block = { type: "tree", roots: contexts.map((context) => contextNode(context, asOf)) };
  const chosen =
    currentContext === undefined
      ? "No context is the current one."
      : `Current context (*): ${currentContext.name}, chosen by ${currentContext.file}${currentContext.exists ? "" : "; there is no such context"}.`;
  return {
    title: `Kubeconfig ${files.join(", ")}`,
    blocks: [
      { type: "paragraph", text: chosen, ...(currentContext?.exists === false ? { tone: "bad" as const } : {}) },
      contexts.length === 0 ? none : tree,
      ...section(
        "Not used by any context",
        unused.map(({ kind, name, from }) => `${kind} ${name} (${place(from)})`),
      ),
      ...section(
        "Passed over: an earlier entry has the name",
        shadowed.map(
          ({ kind, name, from, by, same }) =>
            `${kind} ${name} (${place(from)}): that of ${place(by)} counts${same ? ", which says the same" : ", which says something else"}`,
        ),
      ),
      ...section("Not there", missingFiles),
    ],
  };
}
