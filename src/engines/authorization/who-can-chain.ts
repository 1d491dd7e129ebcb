// Who can do something by the whole chain: the other direction of authorize.
import type { AnonymousRequest, Able, Means } from "./rbac/who-can.ts";
import { whoCan } from "./rbac/who-can.ts";
import { authorizeAbac } from "./abac/authorize-abac.ts";
import type { Authorizer, Chain } from "./chain.ts";
import { authorizeNode } from "./node/authorize-node.ts";

/** How a subject can: by RBAC's means, a line of the ABAC file, being a node that needs it, or because everything is allowed. */
export type ChainMeans =
  | ({ readonly by: "RBAC" } & Means)
  | { readonly by: "ABAC"; readonly line: number }
  | { readonly by: "Node" | "AlwaysAllow" | "SystemMasters" };

/** A subject that can, by at least one means. */
export interface ChainAble {
  /** `User jane`, `Group dev`, `ServiceAccount shop/web`. */
  readonly subject: string;
  readonly means: readonly ChainMeans[];
}

/** Everyone the chain allows, and which authorizers could not be turned round: they are asked request by request. */
export interface ChainWhoCan {
  readonly able: readonly ChainAble[];
  /** Names of webhooks, which tell only of one request at a time; one asked early may deny what is listed. */
  readonly notListable: readonly string[];
}

type Found = readonly (readonly [string, ChainMeans])[];

const serviceAccountUser = /^system:serviceaccount:([^:]+):([^:]+)$/;

function userSubject(username: string): string {
  const account = serviceAccountUser.exec(username);
  return account === null ? `User ${username}` : `ServiceAccount ${account[1]}/${account[2]}`;
}

/** A line that names a user and a group asks for both: it is listed under the user, who must be in the group. */
function byAbac(authorizer: Extract<Authorizer, { type: "ABAC" }>, request: AnonymousRequest): Found {
  return authorizer.abac.flatMap((policy) => {
    const { user, group, line } = policy;
    const asked = { username: user, groups: group === "" ? [] : [group] };
    const { decision } = authorizeAbac([policy], withUser(request, asked));
    if (decision !== "allow") return [];
    const subject = user === "" ? `Group ${group}` : userSubject(user) + (group === "" ? "" : ` in group ${group}`);
    return [[subject, { by: "ABAC", line }] as const];
  });
}

function byNode(
  authorizer: Extract<Authorizer, { type: "Node" }>,
  request: AnonymousRequest,
  nodes: readonly string[],
): Found {
  return nodes.flatMap((name) => {
    const user = { username: `system:node:${name}`, groups: ["system:nodes", "system:authenticated"] };
    const { decision } = authorizeNode(authorizer.node, withUser(request, user));
    return decision === "allow" ? [[`User ${user.username}`, { by: "Node" }] as const] : [];
  });
}

function withUser(request: AnonymousRequest, user: { readonly username: string; readonly groups: readonly string[] }) {
  return request.path === undefined ? { ...request, user } : { ...request, user };
}

function byRbac(able: readonly Able[]): Found {
  return able.flatMap(({ subject, means }) => means.map((one) => [subject, { by: "RBAC", ...one }] as const));
}

function ask(authorizer: Authorizer, request: AnonymousRequest, nodes: readonly string[]): Found | undefined {
  switch (authorizer.type) {
    case "RBAC":
      return byRbac(whoCan(authorizer.rbac, request));
    case "ABAC":
      return byAbac(authorizer, request);
    case "Node":
      return byNode(authorizer, request, nodes);
    case "AlwaysAllow":
      return ["authenticated", "unauthenticated"].map((who) => [`Group system:${who}`, { by: "AlwaysAllow" }] as const);
    case "AlwaysDeny":
      return [];
    case "Webhook":
      return undefined;
    default:
      return authorizer satisfies never;
  }
}

/**
 * Everyone the chain lets do this, by name or through a group; `nodes` are the nodes that exist. A user can, exactly if the user
 * or a group of the user is listed, as long as no webhook is in the chain. Linear in bindings, lines and nodes.
 */
export function whoCanByChain(chain: Chain, request: AnonymousRequest, nodes: readonly string[]): ChainWhoCan {
  const able = new Map<string, ChainMeans[]>([["Group system:masters", [{ by: "SystemMasters" }]]]);
  const notListable: string[] = [];
  for (const authorizer of chain.authorizers) {
    const found = ask(authorizer, request, nodes);
    if (found === undefined) notListable.push(authorizer.name ?? authorizer.type);
    for (const [subject, means] of found ?? []) {
      const known = able.get(subject);
      if (known === undefined) able.set(subject, [means]);
      else known.push(means);
    }
  }
  return { able: Array.from(able, ([subject, means]) => ({ subject, means })), notListable };
}
