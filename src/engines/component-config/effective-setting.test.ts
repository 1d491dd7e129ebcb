// Settings as given, by default, and where neither can be told.
import { describe, expect, it } from "vitest";
import type { ComponentInstance, ComponentName } from "../../model/index.ts";
import { admissionPlugin, settingsOf } from "./index.ts";

interface Given {
  readonly environment?: readonly string[];
  readonly version?: ComponentInstance["version"];
  readonly separate?: boolean;
  readonly unreadable?: string;
}

/** An instance started with these arguments, each `name=value`. */
function instance(component: ComponentName, args: readonly string[], given: Given = {}): ComponentInstance {
  const { environment = [], version, separate, unreadable } = given;
  return {
    component,
    object: { apiVersion: "v1", kind: "Pod", namespace: "kube-system", name: `${component}-cp-1` },
    ...(version === undefined ? {} : { version }),
    ...(unreadable === undefined ? {} : { unreadable }),
    environment,
    flags: args.map((argument, index) => ({
      name: argument.slice(0, argument.indexOf("=")),
      value: argument.slice(argument.indexOf("=") + 1),
      path: `spec.containers[0].command[${index + 1}]`,
      ...(separate === true ? { separate } : {}),
    })),
  };
}

function ask(component: ComponentName, flag: string, args: readonly string[], given?: Given): string {
  const { origin, value } = settingsOf(instance(component, args, given), "1.36").setting(flag);
  return `${origin} ${value ?? "?"}`;
}

describe("settingsOf", () => {
  it.each<[ComponentName, string, readonly string[], string, Given?]>([
    ["kube-apiserver", "profiling", [], "default true"],
    ["kube-apiserver", "profiling", [], "unknown ?", { unreadable: "started by a script" }],
    ["kube-apiserver", "profiling", ["profiling=false"], "flag false"],
    ["kube-apiserver", "profiling", ["profiling=false", "profiling=true"], "flag true"],
    ["kube-apiserver", "profiling", ["profiling=false"], "flag true", { separate: true }],
    ["kube-apiserver", "audit-log-path", ["audit-log-path=/var/log/a"], "flag /var/log/a", { separate: true }],
    ["kube-apiserver", "audit-log-path", ["audit-log-path=$(LOG)"], "unknown ?"],
    ["kube-apiserver", "audit-log-path", ["audit-log-path=$$(LOG)"], "flag $$(LOG)"],
    ["kube-apiserver", "token-auth-file", ["token-auth-file=«redacted length=9»"], "unknown ?"],
    ["kube-apiserver", "authorization-mode", [], "default AlwaysAllow"],
    ["kube-apiserver", "authorization-mode", ["authorization-mode=Node", "authorization-mode=RBAC"], "flag Node,RBAC"],
    ["kube-apiserver", "authorization-mode", ["authorization-config=/a.yaml"], "unknown ?"],
    ["kube-apiserver", "anonymous-auth", ["authentication-config=/a.yaml"], "unknown ?"],
    ["kube-apiserver", "anonymous-auth", ["authentication-config=/a", "anonymous-auth=false"], "flag false"],
    ["kube-apiserver", "audit-log-maxage", [], "default 366"],
    ["kube-apiserver", "audit-log-maxage", [], "default 0", { version: "1.35" }],
    ["kube-apiserver", "audit-log-maxage", [], "unknown ?", { version: "1.27" }],
    ["kube-apiserver", "audit-log-maxage", ["audit-log-maxage=7"], "flag 7", { version: "1.27" }],
    ["kube-scheduler", "profiling", ["profiling=false", "config=/s.yaml"], "unknown ?"],
    ["kube-scheduler", "profiling", ["profiling=false"], "flag false"],
    ["etcd", "client-cert-auth", [], "default false"],
    ["etcd", "client-cert-auth", ["client-cert-auth=true", "config-file=/e.yaml"], "unknown ?"],
    ["etcd", "auto-tls", [], "unknown ?", { environment: ["ETCD_AUTO_TLS"] }],
    ["etcd", "auto-tls", [], "unknown ?", { environment: ["*"] }],
    ["etcd", "auto-tls", ["auto-tls=false"], "unknown ?", { environment: ["ETCD_CONFIG_FILE"] }],
    ["etcd", "auto-tls", ["auto-tls=false"], "flag false", { environment: ["ETCD_AUTO_TLS"] }],
    ["kube-apiserver", "profiling", [], "default true", { environment: ["*"] }],
  ])("%s --%s with %j is %s", (component, flag, args, expected, given) => {
    expect(ask(component, flag, args, given)).toBe(expected);
  });

  it("says where a value came from, and why there is none", () => {
    const settings = settingsOf(instance("kube-apiserver", ["profiling=false"]), "1.36");
    expect(settings.setting("profiling").path).toBe("spec.containers[0].command[1]");
    expect(settings.setting("profiling").evidence.text).toBe("kube-apiserver is started with --profiling=false");
    expect(settings.setting("anonymous-auth").evidence.text).toBe(
      "--anonymous-auth is not given, and its default in kube-apiserver 1.36 is: true",
    );
    expect(settings.setting("token-auth-file").evidence.text).toContain("is: not set");
  });

  it("refuses to guess about a flag it has no default for", () => {
    expect(() => settingsOf(instance("etcd", []), "1.36").setting("profiling")).toThrow(RangeError);
  });
});

describe("admissionPlugin", () => {
  it.each([
    ["NodeRestriction", [], false],
    ["NodeRestriction", ["enable-admission-plugins=NodeRestriction"], true],
    ["NodeRestriction", ["enable-admission-plugins=NodeRestrictionX"], false],
    ["NodeRestriction", ["enable-admission-plugins=$(PLUGINS)"], undefined],
    ["PodSecurity", [], true],
    ["PodSecurity", ["disable-admission-plugins=PodSecurity"], false],
    ["PodSecurity", ["disable-admission-plugins=$(PLUGINS)"], undefined],
    ["PodSecurity", ["disable-admission-plugins=PodSecurity", "enable-admission-plugins=PodSecurity"], true],
    ["PodSecurity", ["admission-control=NodeRestriction"], false],
    ["NodeRestriction", ["admission-control=NodeRestriction"], true],
    ["NodeRestriction", ["admission-control=$(PLUGINS)"], undefined],
  ])("%s with %j is on: %s", (plugin, args, expected) => {
    expect(admissionPlugin(settingsOf(instance("kube-apiserver", args), "1.36"), plugin).on).toBe(expected);
  });

  it("cannot tell for a version the table does not cover", () => {
    expect(admissionPlugin(settingsOf(instance("kube-apiserver", []), "1.40"), "PodSecurity").on).toBeUndefined();
  });
});
