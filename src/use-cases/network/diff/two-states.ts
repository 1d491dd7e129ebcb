// Two states of a network, ready to be compared: pods named by their workload, so that a new name of a pod is no change.
import { objectKey } from "../../../core/index.ts";
import { networkView, type NetworkView } from "../../../checking/network/index.ts";
import {
  compile,
  policyKey,
  withPolicies,
  type Compiled,
  type Policy,
  type PolicyChange,
} from "../../../engines/network-policy/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import { workloadLabel } from "../question/party.ts";

/** One state. */
export interface State {
  readonly view: NetworkView;
  readonly compiled: Compiled;
  /** By `namespace/name` of pods as `compiled` names them. */
  readonly workloadOf: ReadonlyMap<string, string>;
  readonly policies: ReadonlyMap<string, Policy>;
}

/** Two states, and the policies that differ. */
export interface TwoStates {
  readonly before: State;
  readonly after: State;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** Names by place in the workload: the third pod of a Deployment is compared with the third. */
function lastingNames({ workloads, input }: NetworkView): readonly string[] {
  const names = input.pods.map(({ name }) => name);
  const templates = new Map<string, number>();
  for (const { owner, pods } of workloads) {
    const key = objectKey(owner);
    const template = templates.get(key) ?? 0;
    templates.set(key, template + 1);
    for (const [place, pod] of pods.entries()) names[pod] = `${owner.kind}/${owner.name}/${template}/${place}`;
  }
  return names;
}

function workloadNames(view: NetworkView, names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    view.input.pods.map(({ namespace }, pod) => {
      const workload = view.workloads[view.workloadOfPod[pod] ?? -1];
      return [`${namespace}/${names[pod] ?? ""}`, workload === undefined ? "" : workloadLabel(workload)];
    }),
  );
}

function policiesByKey(policies: readonly Policy[]): ReadonlyMap<string, Policy> {
  return new Map(policies.map((policy) => [policyKey(policy), policy]));
}

function textOf(policy: Policy | undefined): string | undefined {
  return (
    policy && JSON.stringify(policy, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value))
  );
}

function together(before: State, after: State): TwoStates {
  const keys = [...new Set([...before.policies.keys(), ...after.policies.keys()])];
  return {
    before,
    after,
    added: keys.filter((key) => !before.policies.has(key)),
    removed: keys.filter((key) => !after.policies.has(key)),
    changed: keys.filter((key) => {
      const [old, now] = [before.policies.get(key), after.policies.get(key)];
      return old !== undefined && now !== undefined && textOf(old) !== textOf(now);
    }),
  };
}

function stateOf(model: ClusterModel): State {
  const view = networkView(model);
  const names = lastingNames(view);
  const pods = view.input.pods.map((pod, number) => ({ ...pod, name: names[number] ?? pod.name }));
  return {
    view,
    compiled: compile({ ...view.input, pods }, view.options),
    workloadOf: workloadNames(view, names),
    policies: policiesByKey(view.input.policies),
  };
}

/** Text equal for networks that differ in their policies at most. */
function surroundingsKey({ input: { pods, namespaces, nodes }, options }: NetworkView): string {
  const sorted = (items: readonly object[]): readonly string[] => items.map((item) => JSON.stringify(item)).sort();
  return JSON.stringify([sorted(pods), sorted(namespaces), sorted(nodes), options]);
}

/** Two inputs. Where only policies differ, the network is shared, so that what no edited policy speaks of is not compared. */
export function statesOfModels(before: ClusterModel, after: ClusterModel): TwoStates {
  const [old, now] = [networkView(before), networkView(after)];
  if (surroundingsKey(old) !== surroundingsKey(now)) return together(stateOf(before), stateOf(after));
  const first = stateOf(before);
  const second = { ...first, view: now, policies: policiesByKey(now.input.policies) };
  const { added, removed, changed } = together(first, second);
  const edited = [...added, ...changed].flatMap((key) => second.policies.get(key) ?? []);
  return together(first, { ...second, compiled: withPolicies(first.compiled, { removed, changed: edited }) });
}

/** One input, and what it would be with other policies; the network is shared, so this is quick. */
export function statesOfChange(model: ClusterModel, change: PolicyChange): TwoStates {
  const view = networkView(model);
  const names = view.input.pods.map(({ name }) => name);
  const compiled = withPolicies(view.compiled, change);
  const before = {
    view,
    compiled: view.compiled,
    workloadOf: workloadNames(view, names),
    policies: policiesByKey(view.input.policies),
  };
  const policies = policiesByKey(compiled.policies.map(({ policy }) => policy));
  return together(before, { ...before, compiled, policies });
}
