// Service accounts: who uses them, which tokens there are of them, and what each can do.
import type { ObjectRef } from "../../../core/index.ts";
import { controllerOf, refOf } from "../../../kubernetes/index.ts";
import {
  allBindings,
  bindingsOf,
  gapOf,
  mountsToken,
  rbacParts,
  serviceAccountOf,
  workloads,
  type ClusterModel,
  type Workload,
} from "../../../model/index.ts";
import { riskySubjects, type RiskyRight } from "../risky/ask-risky.ts";

/** A token in a pod: the one every pod gets unless told not to, or one of a projected volume. */
export interface MountedToken {
  readonly by: "default" | "projected";
  /** Absent where it is for the API server. */
  readonly audience?: string;
  /** Seconds that are asked for; kubelets renew in time. */
  readonly expirationSeconds: number;
}

/** A workload that runs as the account. */
export interface AccountUse {
  readonly workload: ObjectRef;
  /** Pods that were seen running it. */
  readonly pods: number;
  readonly tokens: readonly MountedToken[];
}

/** One service account. */
export interface Account {
  readonly namespace: string;
  readonly name: string;
  /** False where workloads or tokens name an account that is not there; then pods do not start. */
  readonly exists: boolean | "not seen";
  /** What the account says of mounting; absent where it leaves it to pods. */
  readonly automount?: boolean;
  readonly uses: readonly AccountUse[];
  /** Secrets that hold a token of it which never expires. */
  readonly legacyTokens: readonly string[];
  /** Bindings that name it. */
  readonly bindings: readonly ObjectRef[];
  /** Rights that are more than they look, of the account and of its groups; greatest first. */
  readonly risks: readonly AccountRisk[];
  readonly notes: readonly string[];
}

/** A right, and the group it comes through where it is not the account's own. */
export type AccountRisk = RiskyRight & { readonly group?: string };

/** What the kubelet asks for in the volume admission adds (plugin/pkg/admission/serviceaccount). */
const defaultSeconds = 3607;
/** What a projected volume asks for where it says nothing (core/v1 ServiceAccountTokenProjection). */
const projectedSeconds = 3600;
const tokenType = "kubernetes.io/service-account-token";
const accountAnnotation = "kubernetes.io/service-account.name";

function tokensOf(model: ClusterModel, workload: Workload): readonly MountedToken[] {
  const volumes = workload.spec.volumes ?? [];
  // Pods that were seen running have the volume that admission added.
  const own = volumes.filter(({ name = "" }) => !name.startsWith("kube-api-access-"));
  const projected = own.flatMap(({ projected: volume }) =>
    (volume?.sources ?? []).flatMap(({ serviceAccountToken: token }): readonly MountedToken[] => {
      if (token === undefined) return [];
      const { audience = "", expirationSeconds = projectedSeconds } = token;
      return [
        {
          by: "projected",
          ...(audience === "" ? {} : { audience }),
          expirationSeconds: Number(expirationSeconds),
        },
      ];
    }),
  );
  const added: readonly MountedToken[] = mountsToken(model, workload)
    ? [{ by: "default", expirationSeconds: defaultSeconds }]
    : [];
  return [...added, ...projected];
}

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

function add<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}

function usesOf(model: ClusterModel): ReadonlyMap<string, readonly AccountUse[]> {
  const uses = new Map<string, AccountUse[]>();
  for (const workload of workloads(model)) {
    // Pods a kubelet starts from files have no account (plugin/pkg/admission/serviceaccount).
    if (controllerOf(workload.object)?.kind === "Node") continue;
    const use = { workload: workload.ref, pods: workload.pods.length, tokens: tokensOf(model, workload) };
    add(uses, keyOf(workload.namespace, serviceAccountOf(workload)), use);
  }
  return uses;
}

function legacyTokens({ parts }: ClusterModel): ReadonlyMap<string, readonly string[]> {
  const tokens = new Map<string, string[]>();
  for (const { type, metadata } of parts.secrets.objects) {
    const account = metadata.annotations?.[accountAnnotation];
    if (type !== tokenType || account === undefined) continue;
    add(tokens, keyOf(metadata.namespace ?? "", account), metadata.name);
  }
  return tokens;
}

type RisksOf = (namespace: string, name: string) => readonly AccountRisk[];

function risks(model: ClusterModel): RisksOf {
  const bySubject = new Map(riskySubjects(model).map(({ subject, rights }) => [subject, rights]));
  return (namespace, name) => {
    const own: readonly AccountRisk[] = bySubject.get(`ServiceAccount ${namespace}/${name}`) ?? [];
    const groups = [`system:serviceaccounts:${namespace}`, "system:serviceaccounts", "system:authenticated"];
    const shared = groups.flatMap((group) =>
      (bySubject.get(`Group ${group}`) ?? []).map((right): AccountRisk => ({ ...right, group })),
    );
    return [...own, ...shared];
  };
}

/** Whether absence proves something: of pods that use an account, of rights it has. */
interface Seen {
  readonly pods: boolean;
  readonly rights: boolean;
}

/** kube-controller-manager asks for tokens of its controllers' accounts, which no pod runs as (--use-service-account-credentials). */
function isController(namespace: string, name: string, bindings: readonly { readonly name: string }[]): boolean {
  return namespace === "kube-system" && bindings.some((binding) => binding.name === `system:controller:${name}`);
}

/** What is odd about an account. */
function notesOf(account: Omit<Account, "notes">, seen: Seen): readonly string[] {
  const { namespace, name, exists, uses, legacyTokens: legacy, bindings, risks: powers } = account;
  const holds = uses.some(({ tokens }) => tokens.some(({ audience }) => audience === undefined));
  const controls = isController(namespace, name, bindings);
  const isUnused = seen.pods && uses.length === 0 && !controls;
  const unrevoked = legacy.length > 0 ? [`${legacy.join(", ")}: a token that never expires`] : [];
  return [
    ...(controls ? ["kube-controller-manager uses it"] : []),
    ...(exists === false && uses.length > 0 ? ["it is not there: pods that name it do not start"] : []),
    ...(exists === false && bindings.length > 0 ? ["it is not there, and has rights: whoever makes it gets them"] : []),
    ...(name === "default" && bindings.length > 0
      ? ["every pod of the namespace that names no account has its rights"]
      : []),
    ...(isUnused && bindings.length > 0 ? ["no pod uses it, and it has rights"] : []),
    ...(isUnused && bindings.length === 0 && name !== "default" ? ["no pod uses it"] : []),
    ...unrevoked,
    ...(holds && seen.rights && bindings.length === 0 && powers.length === 0
      ? ["pods mount its token, and it has no rights"]
      : []),
  ];
}

/** Accounts that bindings give rights to; those of controllers are made when a controller first asks for a token. */
function boundAccounts(model: ClusterModel): readonly string[] {
  return allBindings(model).flatMap(({ metadata, subjects = [] }) =>
    subjects.flatMap((subject) => {
      const { kind, namespace = metadata.namespace ?? "", name = "" } = subject;
      if (kind !== "ServiceAccount" || namespace === "" || name === "") return [];
      return isController(namespace, name, [metadata]) ? [] : [keyOf(namespace, name)];
    }),
  );
}

/** Every service account that is there, or that is named; linear in workloads, Secrets and bindings. */
export function collectAccounts(model: ClusterModel): readonly Account[] {
  const part = model.parts.serviceaccounts;
  const [uses, tokens, risksOf] = [usesOf(model), legacyTokens(model), risks(model)];
  const objects = new Map(part.objects.map((one) => [keyOf(one.metadata.namespace ?? "", one.metadata.name), one]));
  const rights = rbacParts.every((name) => gapOf(model.parts[name]) === undefined);
  const keys = new Set([...objects.keys(), ...uses.keys(), ...tokens.keys(), ...boundAccounts(model)]);
  return [...keys].map((key) => {
    const slash = key.indexOf("/");
    const [namespace, name] = [key.slice(0, slash), key.slice(slash + 1)];
    const object = objects.get(key);
    const exists: Account["exists"] =
      object !== undefined || (gapOf(part, namespace) === undefined ? false : "not seen");
    const account = {
      namespace,
      name,
      exists,
      ...(object?.automountServiceAccountToken === undefined ? {} : { automount: object.automountServiceAccountToken }),
      uses: uses.get(key) ?? [],
      legacyTokens: tokens.get(key) ?? [],
      bindings: bindingsOf(model, `ServiceAccount ${key}`).map(refOf),
      risks: risksOf(namespace, name),
    };
    const seen = { pods: gapOf(model.parts.pods, namespace) === undefined, rights };
    return { ...account, notes: notesOf(account, seen) };
  });
}
