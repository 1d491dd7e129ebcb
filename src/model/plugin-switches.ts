// Settings by which a network plugin is told to enforce policies, or not to.
import type { Evidence } from "../core/index.ts";
import { isJsonObject } from "../core/index.ts";
import type { PluginSetting, Switch } from "../facts/cni-plugins/index.ts";
import { refOf } from "../kubernetes/index.ts";
import type { Parts } from "./cluster-model.ts";
import { readFlags } from "./components.ts";
import type { Agent } from "./plugin-agents.ts";
import { isImage, type Candidate } from "./plugin-signs.ts";

/** Parts switches are read from. */
export const switchParts = ["nodes", "configmaps"] as const;

type SwitchParts = Pick<Parts, (typeof switchParts)[number]>;

/** What a plugin was told. `on` is undefined where that cannot be seen. */
export interface SwitchState {
  readonly on: boolean | undefined;
  readonly evidence: readonly Evidence[];
}

function containerWith(agent: Agent | undefined, image: string) {
  return agent?.containers.find(
    ({ repository, placed }) => placed.field === "containers" && isImage(repository, image),
  );
}

function flagState(one: Extract<Switch, { kind: "flag" }>, agent: Agent | undefined): SwitchState {
  if (agent === undefined) return { on: undefined, evidence: [] };
  const object = agent.ref;
  const container = containerWith(agent, one.image);
  if (container === undefined) {
    // A flag that is on unless told otherwise belongs to the agent itself, whose image may have another name.
    if (one.default) return { on: true, evidence: [] };
    return {
      on: false,
      evidence: [{ source: "absence", object, text: `has no container with the image ${one.image}` }],
    };
  }
  const flag = readFlags(container.placed).findLast(({ name }) => name === one.flag);
  if (flag === undefined) {
    const text = `--${one.flag} is not given, and ${String(one.default)} unless it is`;
    return { on: one.default, evidence: [{ source: "default", object, text }] };
  }
  const text = `--${one.flag} is ${flag.value}`;
  const known = ["true", "false"].includes(flag.value);
  return {
    on: known ? flag.value === "true" : undefined,
    evidence: [{ source: "flag", object, path: flag.path, value: flag.value, text }],
  };
}

function containerState(image: string, agent: Agent | undefined): SwitchState {
  if (agent === undefined) return { on: undefined, evidence: [] };
  const found = containerWith(agent, image) !== undefined;
  const text = found ? `runs ${image}` : `has no container with the image ${image}`;
  return { on: found, evidence: [{ source: found ? "object" : "absence", object: agent.ref, text }] };
}

function wordsOf(text: string): readonly string[] | undefined {
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) ? words.filter((word): word is string => typeof word === "string") : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the words of any server say so; agents are not told. */
function argumentState(one: Extract<Switch, { kind: "node-argument" }>, { nodes }: SwitchParts): SwitchState {
  let seen = false;
  for (const node of nodes.objects) {
    const words = wordsOf(node.metadata.annotations?.[one.annotation] ?? "");
    if (words === undefined || !words.includes("server")) continue;
    seen = true;
    const at = words.indexOf(one.off);
    if (at !== -1 && words[at + 1] !== "false" && !words.includes(`${one.off}=false`)) {
      const text = `was started with ${one.off}`;
      return { on: false, evidence: [{ source: "flag", object: refOf(node), value: one.off, text }] };
    }
    if (words.includes(`${one.off}=true`))
      return {
        on: false,
        evidence: [{ source: "flag", object: refOf(node), value: one.off, text: `was started with ${one.off}` }],
      };
  }
  return { on: seen ? true : undefined, evidence: [] };
}

function stateOf(one: Switch, { agents: [agent] }: Candidate, parts: SwitchParts): SwitchState {
  if (one.kind === "flag") return flagState(one, agent);
  return one.kind === "container" ? containerState(one.image, agent) : argumentState(one, parts);
}

/** A setting that holds, with where it stands. */
export interface HeldSetting {
  readonly setting: PluginSetting;
  readonly evidence: Evidence;
}

/** The settings of the plugin's ConfigMaps that hold; those of the agent's own namespace count. */
export function settingsOf(candidate: Candidate, { configmaps }: SwitchParts): readonly HeldSetting[] {
  if (candidate.plugin.settings.length === 0) return [];
  const namespaces = new Set(candidate.agents.map(({ namespace }) => namespace));
  return candidate.plugin.settings.flatMap((setting): HeldSetting[] => {
    const map = configmaps.objects.find(
      ({ metadata, data }) =>
        metadata.name === setting.configMap &&
        namespaces.has(metadata.namespace ?? "") &&
        isJsonObject(data) &&
        data[setting.key]?.toLowerCase() === setting.value,
    );
    if (map === undefined) return [];
    const path = `data.${setting.key}`;
    const evidence = { source: "field", object: refOf(map), path, value: setting.value, text: setting.text } as const;
    return [{ setting, evidence }];
  });
}

/** Whether a plugin was told to enforce policies: all its switches are on, and no setting turns it off. */
export function switchState(candidate: Candidate, parts: SwitchParts): SwitchState {
  const states = candidate.plugin.switches.map((one) => stateOf(one, candidate, parts));
  const off = settingsOf(candidate, parts).filter(({ setting }) => setting.effect === "off");
  const evidence = [...states.flatMap((state) => state.evidence), ...off.map((held) => held.evidence)];
  if (off.length > 0 || states.some(({ on }) => on === false)) return { on: false, evidence };
  return { on: states.some(({ on }) => on === undefined) ? undefined : true, evidence };
}
