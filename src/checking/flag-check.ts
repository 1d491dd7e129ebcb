// The one definition behind every check of a component's flags: a table row is a judge and its texts.
import { jsonPointer, parsePath, type Finding, type Fix, type PatchOperation } from "../core/index.ts";
import type { ComponentSettings } from "../engines/component-config/index.ts";
import type { ComponentName } from "../model/index.ts";
import { defineCheck, type Check } from "./check.ts";
import type { Judge, Judgement } from "./flag-judges.ts";

/** A check of one setting of one component. */
export interface FlagCheck extends Pick<
  Check,
  "id" | "title" | "severity" | "rationale" | "remediation" | "references" | "versions" | "aliases"
> {
  readonly component: ComponentName;
  readonly judge: Judge;
  /** Whether the setting matters to an instance; without it, to all. */
  readonly applies?: (settings: ComponentSettings) => boolean;
}

const messages = {
  right: "--{flag} is {value}, {origin}",
  wrong: "--{flag} is {value}, {origin}; {expected}",
  unseen: "{reason}; {expected}",
} as const;

const messageOf = { pass: "right", fail: "wrong", unknown: "unseen" } as const;

/** The operation that gives the flag its value: at the argument that decided, else behind the last argument. */
function operationFor(settings: ComponentSettings, { setting, repair }: Judgement): PatchOperation | undefined {
  const { flags } = settings.instance;
  const uses = flags.filter(({ name }) => name === setting.flag);
  const argument = `--${setting.flag}=${repair}`;
  const [use] = uses;
  if (use !== undefined) {
    if (uses.length > 1 || use.separate === true) return undefined;
    const path = jsonPointer(...parsePath(use.path));
    return repair === "" ? { op: "remove", path } : { op: "replace", path, value: argument };
  }
  const last = flags.at(-1);
  if (last === undefined) return undefined;
  return { op: "add", path: jsonPointer(...parsePath(last.path).slice(0, -1), "-"), value: argument };
}

function fixFor(settings: ComponentSettings, judgement: Judgement): Fix | undefined {
  if (judgement.outcome !== "fail" || judgement.repair === undefined) return undefined;
  const operation = operationFor(settings, judgement);
  if (operation === undefined) return undefined;
  const note = `Make this change in the manifest of the static pod on each control plane node; the pod in the API only mirrors it. ${settings.instance.component} restarts.`;
  return { object: settings.object, patch: [operation], note };
}

function finding(settings: ComponentSettings, judgement: Judgement): Finding<keyof typeof messages> {
  const { setting, outcome, expected } = judgement;
  const fix = fixFor(settings, judgement);
  const shown = setting.value === "" ? "not set" : setting.value;
  const origin = setting.origin === "flag" ? "as given" : "the default";
  return {
    object: settings.object,
    message: messageOf[outcome],
    outcome,
    data: { flag: setting.flag, value: shown ?? "unknown", origin, expected, reason: setting.evidence.text },
    ...(setting.path === undefined ? {} : { path: setting.path }),
    evidence: [setting.evidence],
    ...(fix === undefined ? {} : { fix }),
  };
}

/** A check of a component's setting, judged instance by instance; what cannot be seen is unknown. */
export function flagCheck(definition: FlagCheck): Check<keyof typeof messages> {
  const { component, judge, applies = () => true, ...metadata } = definition;
  return defineCheck({
    ...metadata,
    domain: "control-plane",
    reads: [{ part: `component/${component}`, as: "each" }],
    messages,
    *run(_model, context) {
      for (const settings of context.each(context.settings(component).filter(applies)))
        yield finding(settings, judge(settings));
    },
  });
}
