// How a setting of a component is judged: the rows of the table of flag checks differ in these and in their texts.
import {
  admissionPlugin,
  parseBoolean,
  parseInteger,
  parseList,
  type ComponentSettings,
  type Setting,
} from "../engines/component-config/index.ts";
import { parseGoDuration } from "../kubernetes/index.ts";

/** What a judge says of one instance. */
export interface Judgement {
  readonly outcome: "pass" | "fail" | "unknown";
  /** The setting that decided. */
  readonly setting: Setting;
  /** What it should be, ending a sentence: "it should be false". */
  readonly expected: string;
  /** The value that would pass, where there is one for everybody; empty text means: not given at all. */
  readonly repair?: string;
}

/** Judges the settings of one instance. */
export type Judge = (settings: ComponentSettings) => Judgement;

/** The text of the flag is accepted; `expected` ends a sentence, `repair` is a value that would be. */
export function judgeText(flag: string, expected: string, accepts: (value: string) => boolean, repair?: string): Judge {
  return (settings) => {
    const setting = settings.setting(flag);
    const { value } = setting;
    const fix = repair === undefined ? {} : { repair };
    return { setting, expected, ...fix, outcome: value === undefined ? "unknown" : accepts(value) ? "pass" : "fail" };
  };
}

/** The flag is on, or off. */
export function mustBe(flag: string, wanted: boolean): Judge {
  return judgeText(flag, `it should be ${wanted}`, (value) => parseBoolean(value) === wanted, String(wanted));
}

/** The flag is given, with whatever value. */
export function mustBeSet(flag: string): Judge {
  return judgeText(flag, "it should be set", (value) => value !== "");
}

/** The flag is not given, or empty. */
export function mustNotBeSet(flag: string): Judge {
  return judgeText(flag, "it should not be set", (value) => value === "", "");
}

/** The flag is none of these values. */
export function mustNotBe(flag: string, bad: readonly string[], repair: string): Judge {
  return judgeText(flag, `it should be ${repair}`, (value) => !bad.includes(value), repair);
}

/** The address is one of the node's own loopback, so nothing outside the node reaches it. */
export function mustBeLoopback(flag: string): Judge {
  const isLoopback = (address: string): boolean => /^(?:127(?:\.\d{1,3}){3}|::1|\[::1\]|localhost)$/.test(address);
  return judgeText(flag, "it should be 127.0.0.1", isLoopback, "127.0.0.1");
}

/** The list holds an item. */
export function mustInclude(flag: string, item: string): Judge {
  return judgeText(flag, `it should include ${item}`, (value) => parseList(value).includes(item));
}

/** The list does not hold an item. */
export function mustNotInclude(flag: string, item: string): Judge {
  return judgeText(flag, `it should not include ${item}`, (value) => !parseList(value).includes(item));
}

/** The number is at least so large. */
export function mustBeAtLeast(flag: string, least: number): Judge {
  const accepts = (value: string): boolean => (parseInteger(value) ?? 0) >= least;
  return judgeText(flag, `it should be at least ${least}`, accepts, String(least));
}

/** The duration is longer than nothing and at most so many seconds. */
export function mustLastAtMost(flag: string, seconds: number): Judge {
  return judgeText(flag, `it should be at most ${seconds}s`, (value) => {
    const duration = parseGoDuration(value);
    return duration !== undefined && duration > 0 && duration <= seconds;
  });
}

/** An admission plugin of the API server is on, or off. */
export function mustRunPlugin(plugin: string, wanted: boolean): Judge {
  return (settings) => {
    const { on, setting } = admissionPlugin(settings, plugin);
    const disabling = setting.flag === "disable-admission-plugins";
    const expected = `it should ${wanted === disabling ? "not " : ""}include ${plugin}`;
    return { setting, expected, outcome: on === undefined ? "unknown" : on === wanted ? "pass" : "fail" };
  };
}

const weight = { fail: 0, unknown: 1, pass: 2 } as const;

/** Every judge must be content; the first that is worst speaks. */
export function allOf(...judges: readonly [Judge, ...Judge[]]): Judge {
  return (settings) =>
    judges.map((judge) => judge(settings)).reduce((a, b) => (weight[b.outcome] < weight[a.outcome] ? b : a));
}

/** One content judge is enough; where none is, the first that is best speaks. */
export function anyOf(...judges: readonly [Judge, ...Judge[]]): Judge {
  return (settings) =>
    judges.map((judge) => judge(settings)).reduce((a, b) => (weight[b.outcome] > weight[a.outcome] ? b : a));
}

/** Whether the API server writes audit events to files, which rotation is about; `-` is standard output. */
export function logsToFile(settings: ComponentSettings): boolean {
  const { value } = settings.setting("audit-log-path");
  return value !== "" && value !== "-";
}
