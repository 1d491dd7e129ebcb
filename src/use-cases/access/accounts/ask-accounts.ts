// Which service accounts are there, who uses them, and what could be done with them?
import { severityRank, type Answer, type Block, type Cell } from "../../../core/index.ts";
import { gapOf, rbacParts, type ClusterModel, type Gap } from "../../../model/index.ts";
import { gapSection } from "../answer-parts.ts";
import {
  collectAccounts,
  type Account,
  type AccountRisk,
  type AccountUse,
  type MountedToken,
} from "./collect-accounts.ts";

/** The versioned answer of `access accounts`. */
export interface AccessAccounts {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "AccessAccounts";
  /** The riskiest first. */
  readonly accounts: readonly Account[];
  readonly notSeen: readonly Gap[];
}

/** What is shown: `verbose` all uses and powers. */
export interface AccountsOptions {
  readonly namespace?: string;
  readonly verbose: boolean;
}

const shown = 3;

function cut(items: readonly string[], verbose: boolean): string {
  const more = verbose ? 0 : Math.max(0, items.length - shown);
  const some = items.slice(0, items.length - more).join("; ");
  return more === 0 ? some : `${some} and ${more} more`;
}

function useText({ workload, pods }: AccountUse): string {
  return `${workload.kind} ${workload.name}${pods > 1 ? ` (${pods} pods)` : ""}`;
}

function tokenText({ by, audience = "API server", expirationSeconds }: MountedToken): string {
  return `${by === "default" ? "" : "projected, "}for ${audience}, ${expirationSeconds} s`;
}

function riskText({ title, namespaces, group }: AccountRisk): string {
  const where = namespaces === undefined ? "" : ` in ${namespaces.slice(0, shown).join(", ")}`;
  return `${title}${where}${group === undefined ? "" : ` (as any member of ${group})`}`;
}

function worst({ risks }: Account): number {
  return Math.max(
    -1,
    ...risks.filter(({ group }) => group === undefined).map(({ severity }) => severityRank(severity)),
  );
}

function row(account: Account, verbose: boolean): readonly Cell[] {
  const { namespace, name, uses, risks, bindings, automount, legacyTokens, notes } = account;
  const tokens = [...new Set(uses.flatMap((use) => use.tokens.map(tokenText)))];
  const legacy = legacyTokens.map((secret) => `Secret ${secret}, for ever`);
  const own = risks.filter(({ group }) => verbose || group === undefined);
  const rights =
    own.length > 0
      ? cut(own.map(riskText), verbose)
      : `${bindings.length} ${bindings.length === 1 ? "binding" : "bindings"}`;
  return [
    { text: `${namespace}/${name}`, tone: "strong" },
    { text: uses.length === 0 ? "nobody" : cut(uses.map(useText), verbose) },
    { text: automount === undefined ? "" : automount ? "on" : "off" },
    { text: [...tokens, ...legacy].join("; ") },
    own.length > 0 ? { text: rights, tone: "warning" } : { text: bindings.length === 0 ? "" : rights },
    notes.length === 0 ? { text: "" } : { text: notes.join("; "), tone: "warning" },
  ];
}

function gapsOf({ parts }: ClusterModel): readonly Gap[] {
  const names = ["serviceaccounts", "pods", "secrets", ...rbacParts] as const;
  return names.flatMap((name) => {
    const gap = gapOf(parts[name]);
    return gap === undefined ? [] : [{ ...gap, reason: `${name}: ${gap.reason}` }];
  });
}

/** Lists accounts, those that can do most first. */
export function askAccounts(model: ClusterModel, { namespace, verbose }: AccountsOptions): Answer<AccessAccounts> {
  const accounts = collectAccounts(model)
    .filter((account) => namespace === undefined || account.namespace === namespace)
    .toSorted(
      (a, b) =>
        worst(b) - worst(a) ||
        b.bindings.length - a.bindings.length ||
        (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1),
    );
  const data: AccessAccounts = { apiVersion: "plimsoll/v1", kind: "AccessAccounts", accounts, notSeen: gapsOf(model) };
  const columns = ["service account", "used by", "automount", "tokens", "can", "notes"];
  const list: Block =
    accounts.length === 0
      ? { type: "paragraph", text: "There are no service accounts, as far as was seen." }
      : { type: "table", columns, rows: accounts.map((account) => row(account, verbose)) };
  return { data, document: { title: "Service accounts", blocks: [list, ...gapSection(data.notSeen)] } };
}
