// Who holds which powers, through which binding: for ranking, not for deciding requests (the authorization engine does).
import type { ObjectRef } from "../core/index.ts";
import { refOf, subjectName, type ObjectOfKind } from "../kubernetes/index.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";
import { allBindings, type Binding } from "./role-holders.ts";
import { powersOfBuiltIn, powersOfRules, type Power } from "./role-powers.ts";

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
  /** Of a RoleBinding or ClusterRoleBinding of the model. */
  ofBinding(binding: ObjectRef): readonly HeldPower[];
  /** Of a Role or ClusterRole of the model. */
  ofRole(role: ObjectRef): readonly Power[];
}

function rolePowers(parts: RbacParts): Map<string, readonly Power[]> {
  const roles = rbacParts
    .slice(0, 2)
    .flatMap((part) => parts[part].objects as readonly ObjectOfKind<(typeof rbacParts)[0]>[]);
  return new Map(
    roles.map(({ kind, metadata, rules = [] }) => [
      `${kind} ${metadata.namespace ?? ""}/${metadata.name}`,
      powersOfRules(rules),
    ]),
  );
}

function powersOfBinding(binding: Binding, ofRole: ReadonlyMap<string, readonly Power[]>): readonly HeldPower[] {
  const { namespace } = binding.metadata;
  const { kind, name = "" } = binding.roleRef ?? {};
  const inNamespace = kind === "Role" ? (namespace ?? "") : "";
  const found = ofRole.get(`${kind} ${inNamespace}/${name}`) ?? (kind === "ClusterRole" ? powersOfBuiltIn(name) : []);
  const place = namespace === undefined ? {} : { namespace };
  return (found ?? []).map((power) => ({ power, ...place, via: refOf(binding) }));
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

function buildPowers(parts: RbacParts): HeldPowers {
  const ofRole = rolePowers(parts);
  const ofSubject = new Map<string, Map<string, HeldPower>>();
  const ofBinding = new Map<string, readonly HeldPower[]>();
  for (const binding of [...allBindings({ parts } as ClusterModel)].sort(byName)) {
    const { namespace, name } = binding.metadata;
    const held = powersOfBinding(binding, ofRole);
    ofBinding.set(`${namespace ?? ""}/${name}`, held);
    for (const subject of new Set((binding.subjects ?? []).map((one) => subjectName(one, namespace)))) {
      if (subject !== undefined) ofSubject.set(subject, add(ofSubject.get(subject) ?? new Map(), held));
    }
  }
  return {
    ofServiceAccount: (namespace, name) =>
      [
        `ServiceAccount ${namespace}/${name}`,
        "Group system:serviceaccounts",
        `Group system:serviceaccounts:${namespace}`,
        "Group system:authenticated",
      ].flatMap((subject) => [...(ofSubject.get(subject)?.values() ?? [])]),
    ofBinding: ({ namespace = "", name }) => ofBinding.get(`${namespace}/${name}`) ?? [],
    ofRole: ({ kind, namespace = "", name }) => ofRole.get(`${kind} ${namespace}/${name}`) ?? [],
  };
}

/** The powers of a model; linear in rules and subjects to build, constant to ask. */
export function heldPowers(model: ClusterModel): HeldPowers {
  return derive(model, rbacParts, buildPowers);
}
