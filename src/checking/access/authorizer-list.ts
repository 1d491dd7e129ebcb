// Which authorizers the API server asks, in order, and how that is known.
import type { Evidence, Minor } from "../../core/index.ts";
import type { AbacPolicy, Authorizer, WebhookAuthority, WebhookSettings } from "../../engines/authorization/index.ts";
import { parseList, settingsOf, type ComponentSettings, type Setting } from "../../engines/component-config/index.ts";
import type { ClusterModel, Gap } from "../../model/index.ts";

/** The types of authorizers kube-apiserver has. */
export type AuthorizerType = Authorizer["type"];

/** An authorizer the server was told to ask. */
export interface ListedAuthorizer {
  readonly type: AuthorizerType;
  /** As an AuthorizationConfiguration names it. */
  readonly name?: string;
  /** A webhook's settings, where an AuthorizationConfiguration gave them. */
  readonly webhook?: WebhookSettings;
}

/** The authorizers in order. With a gap, others may be asked as well, or in another order. */
export interface AuthorizerList {
  readonly authorizers: readonly ListedAuthorizer[];
  readonly origin: "given" | "flag" | "default" | "assumed";
  readonly evidence: readonly Evidence[];
  readonly gap?: Gap;
}

/** What the user handed over of what the API does not show. */
export interface AccessInputs {
  /** Stands in place of what the server's flags say. */
  readonly authorizers?: readonly ListedAuthorizer[];
  readonly abac?: readonly AbacPolicy[];
  /** What webhooks answer, by the authorizer's name; `default` is the webhook of --authorization-webhook-config-file. */
  readonly webhooks?: Readonly<Record<string, WebhookAuthority["answer"]>>;
}

const types: readonly AuthorizerType[] = ["Node", "RBAC", "ABAC", "Webhook", "AlwaysAllow", "AlwaysDeny"];

/** What nearly every cluster has, and all of them need for their own components. */
const usual: readonly ListedAuthorizer[] = [{ type: "Node" }, { type: "RBAC" }];

function assumed(gap: Gap, evidence: readonly Evidence[] = []): AuthorizerList {
  return { authorizers: usual, origin: "assumed", evidence, gap };
}

const remedy = "tell it with --authorization-mode, or --authorization-config with the file the server reads";

/** The mode names of a flag as authorizers; undefined where a name is none, with which no server starts. */
function parseModes(text: string): readonly ListedAuthorizer[] | undefined {
  const listed = parseList(text).map((name) => types.find((type) => type === name));
  const known = listed.filter((type) => type !== undefined);
  return known.length === listed.length && known.length > 0 ? known.map((type) => ({ type })) : undefined;
}

function fromSetting(setting: Setting): AuthorizerList {
  const evidence = [setting.evidence];
  if (setting.origin === "unknown") return assumed({ reason: setting.evidence.text, remedy }, evidence);
  const authorizers = parseModes(setting.value ?? "");
  if (authorizers === undefined)
    return assumed({ reason: `--authorization-mode=${setting.value ?? ""} names no authorizers`, remedy }, evidence);
  return { authorizers, origin: setting.origin, evidence };
}

/** Instances of one control plane should agree; where they do not, who answers decides. */
function fromInstances(all: readonly ComponentSettings[]): AuthorizerList | undefined {
  const modes = all.map((settings) => settings.setting("authorization-mode"));
  const [first] = modes;
  if (first === undefined) return undefined;
  const values = new Set(modes.map(({ value }) => value ?? ""));
  if (values.size <= 1) return fromSetting(first);
  const reason = `instances of kube-apiserver have different authorizers: ${[...values].join(" and ")}`;
  const evidence = modes.map((setting) => setting.evidence);
  return assumed({ reason, remedy: "give every instance the same --authorization-mode" }, evidence);
}

/** The authorizers of the cluster's API server: as told by the user, else by its flags, else the usual ones, with the gap. */
export function authorizerList(model: ClusterModel, version: Minor, inputs: AccessInputs = {}): AuthorizerList {
  if (inputs.authorizers !== undefined) return { authorizers: inputs.authorizers, origin: "given", evidence: [] };
  const part = model.parts["component/kube-apiserver"];
  const seen = fromInstances(part.objects.map((instance) => settingsOf(instance, version)));
  if (seen !== undefined) return seen;
  const reason = part.status === "collected" ? "no kube-apiserver was seen" : part.gap.reason;
  return assumed({ reason, remedy });
}
