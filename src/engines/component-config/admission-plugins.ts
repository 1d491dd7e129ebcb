// Whether an admission plugin of the API server is on.
import type { ComponentSettings, Setting } from "./effective-setting.ts";
import { flagDefault } from "../../facts/component-defaults/index.ts";
import { parseList } from "./flag-values.ts";

/** Whether the plugin is on (undefined: cannot be told), and the setting that decided. */
export interface PluginState {
  readonly on: boolean | undefined;
  readonly setting: Setting;
}

/**
 * k8s.io/apiserver AdmissionOptions.enabledPluginNames: a plugin is on if it is listed in --enable-admission-plugins, or
 * is on by default and not listed in --disable-admission-plugins. The deprecated --admission-control lists exactly the
 * plugins that are on.
 */
export function admissionPlugin(settings: ComponentSettings, plugin: string): PluginState {
  const exact = settings.setting("admission-control");
  if (exact.origin === "unknown") return { on: undefined, setting: exact };
  if (exact.origin === "flag") return { on: lists(exact, plugin), setting: exact };
  const enabled = settings.setting("enable-admission-plugins");
  if (enabled.origin === "unknown") return { on: undefined, setting: enabled };
  if (enabled.origin === "flag" && lists(enabled, plugin)) return { on: true, setting: enabled };
  const standard = flagDefault("kube-apiserver", "enable-admission-plugins", settings.version);
  if (standard === undefined) return { on: undefined, setting: enabled };
  if (!parseList(standard.default).includes(plugin)) return { on: false, setting: enabled };
  const disabled = settings.setting("disable-admission-plugins");
  return { on: disabled.origin === "unknown" ? undefined : !lists(disabled, plugin), setting: disabled };
}

function lists({ value = "" }: Setting, plugin: string): boolean {
  return parseList(value).includes(plugin);
}
