// Which RBAC rules name what the API server does not serve?
import {
  describeObject,
  formatLocation,
  type Answer,
  type Block,
  type Cell,
  type Location,
  type Minor,
  type ObjectRef,
} from "../../../core/index.ts";
import { defaultRole, isDefaultRule } from "../../../facts/default-roles/index.ts";
import { refOf, type PolicyRule } from "../../../kubernetes/index.ts";
import { allRoles, gapOf, roleHolders, type ClusterModel, type Gap, type RbacRole } from "../../../model/index.ts";
import { gapSection } from "../../access/index.ts";
import { ruleFaults, type RuleFault } from "./rule-faults.ts";
import { servedIndex } from "./served-index.ts";

/** A fault, where it stands, and whom the role is given to. */
export interface PlacedFault extends RuleFault {
  readonly role: ObjectRef;
  /** Absent for input without files. */
  readonly location?: Location;
  readonly boundBy: readonly ObjectRef[];
}

/** The versioned answer of `api resources --rbac`. */
export interface RbacNames {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "RbacNames";
  readonly version: Minor;
  readonly faults: readonly PlacedFault[];
  /** Roles that were looked at. */
  readonly roles: number;
  /** Roles Kubernetes makes itself, which name what other versions serve; left out unless asked for. */
  readonly builtInHidden: number;
  readonly notSeen: readonly Gap[];
}

/** A rule that Kubernetes itself gave the role; others may have been added to it. */
function isBuiltIn({ kind, metadata }: RbacRole, rule: PolicyRule): boolean {
  const { namespace, name, labels } = metadata;
  const standard = defaultRole(kind, kind === "Role" ? namespace : undefined, name);
  // Roles of versions the table does not cover have the label.
  if (standard === undefined) return labels?.["kubernetes.io/bootstrapping"] === "rbac-defaults";
  return isDefaultRule(standard, rule);
}

/** The controller copies the rules of an aggregated role from others, which are looked at themselves. */
function isCopied(role: RbacRole): boolean {
  return "aggregationRule" in role && role.aggregationRule !== undefined;
}

function gapsOf({ parts, served }: ClusterModel): readonly Gap[] {
  const names = ["roles.rbac.authorization.k8s.io", "clusterroles.rbac.authorization.k8s.io"] as const;
  const definitions = ["customresourcedefinitions.apiextensions.k8s.io", "apiservices.apiregistration.k8s.io"] as const;
  const roles = names.flatMap((name) => gapOf(parts[name]) ?? []);
  const unknown = definitions.flatMap((name) => gapOf(parts[name]) ?? []);
  const [first] = unknown;
  const groups: readonly Gap[] =
    served !== undefined || first === undefined
      ? served?.gap === undefined
        ? []
        : [served.gap]
      : [{ reason: `groups that are not Kubernetes' own were not judged (${first.reason})`, remedy: first.remedy }];
  return [...roles, ...groups];
}

function row({ role, path, message, location, boundBy }: PlacedFault): readonly Cell[] {
  const where = location === undefined ? "" : ` (${formatLocation(location)})`;
  return [
    { text: describeObject(role), tone: "strong" },
    { text: `${path}${where}` },
    { text: message, tone: "warning" },
    { text: boundBy.length === 0 ? "nobody" : boundBy.map(describeObject).join(", "), tone: "muted" },
  ];
}

function blocksOf({ faults, roles, builtInHidden, notSeen }: RbacNames): readonly Block[] {
  const columns = ["role", "where", "what", "bound by"];
  const hidden =
    builtInHidden === 0 ? "" : ` ${builtInHidden} roles of Kubernetes itself were left out: --all looks at them too.`;
  return [
    faults.length === 0
      ? {
          type: "paragraph",
          tone: "good",
          text: `All that ${roles} roles name is served, as far as was seen.${hidden}`,
        }
      : { type: "paragraph", text: `${faults.length} names in ${roles} roles are served by nobody.${hidden}` },
    ...(faults.length === 0 ? [] : [{ type: "table", columns, rows: faults.map(row) } as const]),
    ...gapSection(notSeen),
  ];
}

/** Looks at every rule; `all` includes the roles Kubernetes makes. Linear in rules. */
export function askRbacNames(model: ClusterModel, all: boolean): Answer<RbacNames> {
  const index = servedIndex(model);
  const own = allRoles(model).filter((role) => !isCopied(role));
  const counted = (role: RbacRole, rule: PolicyRule): boolean => all || !isBuiltIn(role, rule);
  const roles = own.filter(
    (role) => (role.rules ?? []).length === 0 || (role.rules ?? []).some((rule) => counted(role, rule)),
  );
  const faults = roles.flatMap((role) => {
    const boundBy = [...new Set(roleHolders(model, role).map(({ binding }) => binding))];
    return (role.rules ?? []).flatMap((rule, at) =>
      (counted(role, rule) ? ruleFaults(rule, index) : []).map((fault): PlacedFault => {
        const path = `rules[${at}].${fault.path}`;
        const location = model.locate(role, path);
        return { ...fault, path, role: refOf(role), ...(location === undefined ? {} : { location }), boundBy };
      }),
    );
  });
  const data: RbacNames = {
    apiVersion: "plimsoll/v1",
    kind: "RbacNames",
    version: model.version.minor,
    faults,
    roles: roles.length,
    builtInHidden: own.length - roles.length,
    notSeen: gapsOf(model),
  };
  return { data, document: { title: "RBAC rules that name what is not served", blocks: blocksOf(data) } };
}
