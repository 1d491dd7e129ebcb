// The effective value of a component's setting: what was given, else the default of its version.
import type { Evidence, Minor, ObjectRef } from "../../core/index.ts";
import { coveredMinors, flagDefault, flagType, type FlagDefault } from "../../facts/component-defaults/index.ts";
import type { ComponentInstance, ObservedFlag } from "../../model/index.ts";

/** One setting of one instance, with where it came from. */
export interface Setting {
  /** The flag's name, without dashes in front. */
  readonly flag: string;
  readonly origin: "flag" | "default" | "unknown";
  /** As on a command line; empty where the setting is off. Absent where the origin is unknown. */
  readonly value?: string;
  /** Field path of the argument that decided. */
  readonly path?: string;
  /** What decided, or why nothing could. */
  readonly evidence: Evidence;
}

/** The settings of one running instance; instances of one component may differ. */
export interface ComponentSettings {
  readonly instance: ComponentInstance;
  /** The pod the instance runs in. */
  readonly object: ObjectRef;
  /** The component's own minor; undefined where it cannot be told. */
  readonly version?: Minor;
  /** Answers for one flag. @throws RangeError for a flag the table of defaults does not know: a mistake of the caller. */
  setting(flag: string): Setting;
}

/** Text that is not the value the component got: a variable of the container, or a marker left by redaction. */
const notLiteral = /(?<!\$)(?:\$\$)*\$\([\w.-]+\)|«redacted /;

interface Question {
  readonly instance: ComponentInstance;
  readonly version: Minor | undefined;
  readonly flag: string;
}

function unknown({ instance, flag }: Question, why: string): Setting {
  return { flag, origin: "unknown", evidence: { source: "flag", object: instance.object, text: why } };
}

function uses({ instance }: Question, flag: string): readonly ObservedFlag[] {
  return instance.flags.filter(({ name }) => name === flag);
}

/** A truth value is never taken from the next word: `--profiling false` means true. */
function textOf({ instance }: Question, flag: ObservedFlag): string {
  return flag.separate === true && flagType(instance.component, flag.name) === "bool" ? "true" : flag.value;
}

function given(question: Question, flags: readonly ObservedFlag[], last: ObservedFlag): Setting {
  const { instance, flag } = question;
  const type = flagType(instance.component, flag);
  const texts = flags.map((use) => textOf(question, use));
  const value = type === "list" || type === "repeated" ? texts.join(",") : textOf(question, last);
  const { path } = last;
  if (notLiteral.test(value)) return { ...unknown(question, `--${flag} is ${value}, which cannot be read here`), path };
  const evidence: Evidence = {
    source: "flag",
    object: instance.object,
    path,
    value,
    text: `${instance.component} is started with --${flag}=${value}`,
  };
  return { flag, origin: "flag", value, path, evidence };
}

/** etcd takes flags that are not given from variables such as ETCD_AUTO_TLS (etcd pkg/flags FlagToEnv). */
function environmentOf({ instance }: Question, flag: string): string | undefined {
  if (instance.component !== "etcd") return undefined;
  const name = `ETCD_${flag.toUpperCase().replaceAll("-", "_")}`;
  return instance.environment.find((variable) => variable === name || variable === "*");
}

function isGiven(question: Question, flag: string): boolean {
  const last = uses(question, flag).at(-1);
  return (last !== undefined && last.value !== "") || environmentOf(question, flag) !== undefined;
}

function byDefault(question: Question, row: FlagDefault): Setting {
  const { instance, version, flag } = question;
  const shown = row.default === "" ? "not set" : row.default;
  const { since, until } = coveredMinors(instance.component);
  const release = version ?? `${since} to ${until}`;
  const evidence: Evidence = {
    source: "default",
    object: instance.object,
    value: row.default,
    text: `--${flag} is not given, and its default in ${instance.component} ${release} is: ${shown}`,
  };
  return { flag, origin: "default", value: row.default, evidence };
}

function answer(question: Question): Setting {
  const { instance, version, flag } = question;
  const { component } = instance;
  if (flagType(component, flag) === undefined) throw new RangeError(`no default is known for ${component} --${flag}`);
  if (instance.unreadable !== undefined) return unknown(question, instance.unreadable);
  const row = flagDefault(component, flag, version);
  if (row?.ignoredWith !== undefined && isGiven(question, row.ignoredWith))
    return unknown(question, `--${row.ignoredWith} is given, so the setting is in a file that was not seen`);
  const flags = uses(question, flag);
  const last = flags.at(-1);
  if (last !== undefined) return given(question, flags, last);
  if (row === undefined)
    return unknown(question, `--${flag} is not given, and its default in ${component} ${version ?? ""} is not known`);
  if (row.movedBy !== undefined && isGiven(question, row.movedBy))
    return unknown(question, `--${row.movedBy} is given, so the setting may be in a file that was not seen`);
  const variable = environmentOf(question, flag);
  if (variable !== undefined)
    return unknown(question, `--${flag} is not given, but may be set by a variable of the container (${variable})`);
  return byDefault(question, row);
}

/**
 * The settings of an instance. `cluster` is the version of the cluster, used where the instance's own cannot be told; etcd
 * has versions of its own. Sources: pflag (names, repeated flags), Kubernetes' $(VAR) in arguments, etcd's configuration
 * (a file replaces all flags; variables stand in for flags). Linear in the instance's flags for each question.
 */
export function settingsOf(instance: ComponentInstance, cluster: Minor): ComponentSettings {
  const version = instance.version ?? (instance.component === "etcd" ? undefined : cluster);
  return {
    instance,
    object: instance.object,
    ...(version === undefined ? {} : { version }),
    setting: (flag) => answer({ instance, version, flag }),
  };
}
