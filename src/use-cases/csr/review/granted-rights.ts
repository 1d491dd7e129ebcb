// What the certificate of a request would let its holder do, and what of it the one who asks could not do before.
import { decideAccess } from "../../../checking/access/index.ts";
import { powersHeld } from "../../../checking/index.ts";
import type { Severity } from "../../../core/index.ts";
import type { GrantedIdentity } from "../../../engines/certificates/index.ts";
import { powersIn } from "../../../facts/rbac-powers/index.ts";
import type { PolicyRule, UserInfo } from "../../../kubernetes/index.ts";
import { askReview, rulesBeyond, type ScopeRights } from "../../access/index.ts";
import type { SigningWorld } from "../signing-world.ts";

/** A power that is more than it looks; in the whole cluster where no namespace is named. */
export interface GrantedPower {
  readonly power: string;
  /** After "can". */
  readonly title: string;
  readonly severity: Severity;
  readonly namespace?: string;
}

/** What the holder of the certificate may do. */
export interface GrantedRights {
  readonly user: UserInfo;
  /** Everything, in the whole cluster. */
  readonly clusterAdmin: boolean;
  readonly powers: readonly GrantedPower[];
  readonly scopes: readonly ScopeRights[];
}

/** How the rights compare with those of the one who asks. */
export type RequestorGain =
  | "none: its own name and groups"
  | "none: it may impersonate them"
  | "no new rights"
  | "new rights";

const system = "system:authenticated";
const masters = "system:masters";

/** The rights everyone who is let in has: they are no news. */
function ownScopes(world: SigningWorld, user: UserInfo): readonly ScopeRights[] {
  const everyone = askReview(world.view, { username: "", groups: [system] }).data.scopes;
  const rulesIn = (namespace: string | undefined): readonly PolicyRule[] =>
    everyone.flatMap((scope) => (scope.namespace === undefined || scope.namespace === namespace ? scope.rules : []));
  return askReview(world.view, user).data.scopes.flatMap((scope) => {
    const rules = rulesBeyond(scope.rules, rulesIn(scope.namespace));
    return rules.length === 0 ? [] : [{ ...scope, rules }];
  });
}

function powersOf({ version }: SigningWorld, scopes: readonly ScopeRights[]): readonly GrantedPower[] {
  const table = powersIn(version);
  return scopes.flatMap(({ namespace, rules }) =>
    powersHeld(table, rules)
      .filter(({ scope }) => namespace === undefined || scope === "any")
      .map(({ power, title, severity }) => ({
        power,
        title,
        severity,
        ...(namespace === undefined ? {} : { namespace }),
      })),
  );
}

/** Who a client certificate lets in: its organisations are all its groups, also for the name of a service account (apiserver x509.go, group adder). */
function certificateUser({ username, groups }: GrantedIdentity): UserInfo {
  const isOpen =
    username === "system:anonymous" || groups.some((group) => group === system || group === "system:unauthenticated");
  return { username, groups: isOpen ? groups : [...groups, system] };
}

/** The rights of an identity, beyond those of everyone. */
export function grantedRights(world: SigningWorld, identity: GrantedIdentity): GrantedRights {
  const user = certificateUser(identity);
  const scopes = ownScopes(world, user);
  const powers = powersOf(world, scopes);
  const everything = powers.some(({ power, namespace }) => power === "everything" && namespace === undefined);
  return { user, clusterAdmin: everything || identity.groups.includes(masters), powers, scopes };
}

function mayImpersonate({ view }: SigningWorld, user: UserInfo, { username, groups }: GrantedIdentity): boolean {
  const targets = [["users", username] as const, ...groups.map((group) => ["groups", group] as const)];
  return targets.every(([resource, name]) => {
    const names = { apiGroup: "", apiVersion: "*", resource, subresource: "", namespace: "", name };
    return decideAccess(view, { user, verb: "impersonate", ...names }).asSeen === "allow";
  });
}

/** What the requestor would gain by a certificate of the identity. */
export function requestorGain(world: SigningWorld, requestor: UserInfo, rights: GrantedRights): RequestorGain {
  const { username, groups = [] } = rights.user;
  const asked = { username, groups: groups.filter((group) => group !== system) };
  const known = new Set(requestor.groups ?? []);
  if (requestor.username === username && asked.groups.every((group) => known.has(group)))
    return "none: its own name and groups";
  if (mayImpersonate(world, requestor, asked)) return "none: it may impersonate them";
  // No rule gives that group its rights.
  if (asked.groups.includes(masters) && !known.has(masters)) return "new rights";
  const own = askReview(world.view, requestor).data.scopes;
  const gains = rights.scopes.some(({ namespace, rules }) => {
    const held = own.flatMap((one) => (one.namespace === undefined || one.namespace === namespace ? one.rules : []));
    return rulesBeyond(rules, held).length > 0;
  });
  return gains ? "new rights" : "no new rights";
}
