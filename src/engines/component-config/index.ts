// What a control plane component is really configured to do.
export { admissionPlugin, type PluginState } from "./admission-plugins.ts";
export { settingsOf, type ComponentSettings, type Setting } from "./effective-setting.ts";
export { parseBoolean, parseInteger, parseList } from "./flag-values.ts";
