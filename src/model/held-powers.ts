// Who holds which powers, through which binding: for ranking, not for deciding requests (the authorization engine does).
import type { ObjectRef } from "../core/index.ts";
import { defaultRole } from "../facts/default-roles/index.ts";
import { refOf, subjectName } from "../kubernetes/index.ts";
import { allRoles, boundRole } from "./bound-role.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";
import { effectiveRules } from "./effective-rules.ts";
import { gapOf } from "./part.ts";
import { allBindings, type Binding } from "./role-holders.ts";
import { powersOfRules, type Power } from "./role-powers.ts";

/** The parts that say who may do what. */
export const rbacParts = [
  "roles.rbac.authorization.k8s.io",
  "clusterroles.rbac.authorization.k8s.io",
  "rolebindings.rbac.authorization.k8s.io",
  "clusterrolebindings.rbac.authorization.k8s.io",
] as const;

type RbacParts = Pick<Parts, (typeof rbacParts)[number]>;

/** One power and where it holds: `namespace` is absent for the whole cluster. */
export interface HeldPower {
  readonly power: Power;
  readonly namespace?: string;
  /** The binding that gives it; the first by name where several do. */
  readonly via: ObjectRef;
}

/** Answers what subjects and roles can do. */
export interface HeldPowers {
  ofServiceAccount(namespace: string, name: string): readonly HeldPower[];
  /** The bindings of a service account, its groups' too, to roles that were not seen. */
  opaqueBindings(namespace: string, name: string): readonly Binding[];
  /** Of a RoleBinding or ClusterRoleBinding of the model. */
  ofBinding(binding: ObjectRef): readonly HeldPower[];
  /** Of a Role or ClusterRole of the model. */
  ofRole(role: ObjectRef): readonly Power[];
}

function roleKey(kind: string, namespace: string | undefined, name: string): string {
  return `${kind} ${kind === "Role" ? (namespace ?? "") : ""}/${name}`;
}

function rolePowers(parts: RbacParts): Map<string, readonly Power[]> {
  const model = { parts } as ClusterModel;
  return new Map(
    allRoles(model).map((role) => [
      roleKey(role.kind, role.metadata.namespace, role.metadata.name),
      powersOfRules(effectiveRules(model, role)),
    ]),
  );
}

/** Powers of a role that is not in the model but in every cluster: input may hold bindings to those alone. */
function powersOfDefault(kind: string, namespace: string | undefined, name: string): readonly Power[] {
  const role = defaultRole(kind, kind === "Role" ? namespace : undefined, name);
  return role === undefined ? [] : powersOfRules(role.rules);
}

/** Whether only the rules of a role that was not seen could tell what the binding gives. */
function isOpaque(parts: RbacParts, binding: Binding): boolean {
  const { kind = "", name = "" } = binding.roleRef ?? {};
  const namespace = kind === "Role" ? binding.metadata.namespace : undefined;
  const part = `${kind === "Role" ? "roles" : "clusterroles"}.rbac.authorization.k8s.io` as const;
  return (
    gapOf(parts[part], namespace) !== undefined &&
    boundRole({ parts } as ClusterModel, binding) === undefined &&
    defaultRole(kind, namespace, name) === undefined
  );
}

function powersOfBinding(binding: Binding, ofRole: ReadonlyMap<string, readonly Power[]>): readonly HeldPower[] {
  const { namespace } = binding.metadata;
  const { kind = "", name = "" } = binding.roleRef ?? {};
  const found = ofRole.get(roleKey(kind, namespace, name)) ?? powersOfDefault(kind, namespace, name);
  const place = namespace === undefined ? {} : { namespace };
  return found.map((power) => ({ power, ...place, via: refOf(binding) }));
}

function byName(a: Binding, b: Binding): number {
  const [first, second] = [a, b].map(({ metadata }) => `${metadata.namespace ?? ""}/${metadata.name}`);
  return (first ?? "") < (second ?? "") ? -1 : 1;
}

/** The first binding that gives a power somewhere stands for all that give it there. */
function add(known: Map<string, HeldPower>, held: readonly HeldPower[]): Map<string, HeldPower> {
  for (const one of held) {
    const key = `${one.power} ${one.namespace ?? ""}`;
    if (!known.has(key)) known.set(key, one);
  }
  return known;
}

/** What a service account is for RBAC: itself and its groups. */
function subjectsOf(namespace: string, name: string): string[] {
  const groups = ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"];
  return [`ServiceAccount ${namespace}/${name}`, ...groups.map((group) => `Group ${group}`)];
}

function buildPowers(parts: RbacParts): HeldPowers {
  const ofRole = rolePowers(parts);
  const ofSubject = new Map<string, Map<string, HeldPower>>();
  const opaque = new Map<string, Binding[]>();
  const ofBinding = new Map<string, readonly HeldPower[]>();
  for (const binding of [...allBindings({ parts } as ClusterModel)].sort(byName)) {
    const { namespace, name } = binding.metadata;
    const held = powersOfBinding(binding, ofRole);
    ofBinding.set(`${namespace ?? ""}/${name}`, held);
    const hidden = isOpaque(parts, binding);
    for (const subject of new Set((binding.subjects ?? []).map((one) => subjectName(one, namespace)))) {
      if (subject === undefined) continue;
      ofSubject.set(subject, add(ofSubject.get(subject) ?? new Map(), held));
      if (!hidden) continue;
      const known = opaque.get(subject);
      if (known === undefined) opaque.set(subject, [binding]);
      else known.push(binding);
    }
  }
  return {
    ofServiceAccount: (namespace, name) =>
      subjectsOf(namespace, name).flatMap((subject) => [...(ofSubject.get(subject)?.values() ?? [])]),
    opaqueBindings: (namespace, name) => subjectsOf(namespace, name).flatMap((subject) => opaque.get(subject) ?? []),
    ofBinding: ({ namespace = "", name }) => ofBinding.get(`${namespace}/${name}`) ?? [],
    ofRole: ({ kind, namespace, name }) => ofRole.get(roleKey(kind, namespace, name)) ?? [],
  };
}

/** The powers of a model; linear in rules and subjects to build, constant to ask. */
export function heldPowers(model: ClusterModel): HeldPowers {
  return derive(model, rbacParts, buildPowers);
}
