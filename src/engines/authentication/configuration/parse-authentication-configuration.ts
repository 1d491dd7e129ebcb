// The file of --authentication-config as kube-apiserver loads it (pkg/kubeapiserver/options ToAuthenticationConfig).
import { compareMinor, isJsonObject, type JsonObject, type Minor } from "../../../core/index.ts";
import { FieldErrors, isGateOn, joinErrors, type FeatureGates } from "../../../kubernetes/index.ts";
import type { CelRegexEngine } from "../../../languages/cel/index.ts";
import type { AnonymousAccess } from "../authenticators.ts";
import { ClaimsCompiler } from "../issuer/compile-claims.ts";
import { allSigningAlgorithms, type JwtAuthenticator } from "../issuer/jwt-authenticator.ts";
import { configurationShape } from "./configuration-shape.ts";
import { decodeStrictly } from "./decode-strictly.ts";
import { Fields } from "./fields.ts";
import { validateClaims } from "./validate-claims.ts";
import { validateIssuer } from "./validate-issuer.ts";

const group = "apiserver.config.k8s.io";
const mostIssuers = 64;

/** The server that reads the file. */
export interface ConfiguredServer {
  readonly version: Minor;
  readonly featureGates?: FeatureGates;
  readonly regex: CelRegexEngine;
  /** --service-account-issuer: no issuer may be one of these. */
  readonly serviceAccountIssuers?: readonly string[];
}

/** Issuers in the file's order and, where the file says it, who comes without a credential; or why the server does not start. */
export type AuthenticationConfigurationReading =
  | { readonly issuers: readonly JwtAuthenticator[]; readonly anonymous?: AnonymousAccess }
  | { readonly faults: readonly string[] };

/** Versions a server reads: v1alpha1 since 1.29, v1beta1 since 1.30, v1 since 1.34. */
function readVersions(version: Minor): readonly string[] {
  const since: readonly (readonly [string, Minor])[] = [
    ["v1alpha1", "1.29"],
    ["v1beta1", "1.30"],
    ["v1", "1.34"],
  ];
  return since.filter(([, minor]) => compareMinor(version, minor) >= 0).map(([name]) => `${group}/${name}`);
}

function loadFault(value: JsonObject, { version }: ConfiguredServer): string | undefined {
  const { apiVersion, kind } = value;
  if (typeof kind !== "string" || kind === "") return "Object 'Kind' is missing";
  if (typeof apiVersion !== "string" || apiVersion === "") return "Object 'apiVersion' is missing";
  if (kind !== "AuthenticationConfiguration" || !readVersions(version).includes(apiVersion))
    return `no kind "${kind}" is registered for version "${apiVersion}"`;
  const knows = { anonymous: compareMinor(version, "1.31") >= 0, egress: compareMinor(version, "1.34") >= 0 };
  const { misfit, unknown } = decodeStrictly(value, configurationShape(apiVersion.slice(group.length + 1), knows));
  if (misfit !== undefined) return misfit;
  if (unknown.length === 0) return undefined;
  return `strict decoding error: ${unknown.map((path) => `unknown field "${path}"`).join(", ")}`;
}

function validateAnonymous(file: Fields, server: ConfiguredServer, errors: FieldErrors): AnonymousAccess | undefined {
  if (!file.has("anonymous")) return undefined;
  const block = file.fields("anonymous");
  if (!isGateOn("AnonymousAuthConfigurableEndpoints", server.version, server.featureGates))
    errors.forbidden(
      "anonymous",
      "anonymous is not supported when AnonymousAuthConfigurableEndpoints feature gate is disabled",
    );
  const paths = block.list("conditions").map((condition) => condition.text("path"));
  if (!block.flag("enabled") && paths.length > 0) {
    const shown = JSON.stringify(paths.map((path) => ({ Path: path })));
    errors.invalidAs("anonymous.conditions", shown, "enabled should be set to true when conditions are defined");
  }
  return { enabled: block.flag("enabled"), paths };
}

/** The issuers, with every fault of the file in the order the server tells them. */
export function validateIssuers(
  list: readonly Fields[],
  server: ConfiguredServer,
  errors: FieldErrors,
): readonly JwtAuthenticator[] {
  if (list.length > mostIssuers) {
    errors.tooMany("jwt", list.length, mostIssuers);
    return [];
  }
  const [urls, discoveryUrls] = [new Set<string>(), new Set<string>()];
  const compiler = new ClaimsCompiler(server.version, server.regex);
  return list.map((jwt, index) => {
    const path = `jwt[${index}]`;
    const issuer = jwt.fields("issuer");
    validateIssuer(issuer, `${path}.issuer`, errors);
    const claims = validateClaims(jwt, path, errors, compiler);
    const [url, discoveryUrl, certificateAuthority] = ["url", "discoveryURL", "certificateAuthority"].map((key) =>
      issuer.text(key),
    );
    if (url !== undefined && urls.has(url)) errors.duplicate(`${path}.issuer.url`, url);
    urls.add(url ?? "");
    if (discoveryUrl !== undefined && discoveryUrl !== "") {
      if (discoveryUrls.has(discoveryUrl)) errors.duplicate(`${path}.issuer.discoveryURL`, discoveryUrl);
      discoveryUrls.add(discoveryUrl);
    }
    return {
      url: url ?? "",
      ...(discoveryUrl === undefined || discoveryUrl === "" ? {} : { discoveryUrl }),
      ...(certificateAuthority === undefined || certificateAuthority === "" ? {} : { certificateAuthority }),
      audiences: issuer.texts("audiences"),
      signingAlgorithms: allSigningAlgorithms,
      ...claims,
    };
  });
}

/** An issuer that is the cluster's own is found after everything else, when the authenticators are built. */
export function ownIssuerFault(
  issuers: readonly JwtAuthenticator[],
  { version, serviceAccountIssuers = [] }: ConfiguredServer,
) {
  const own = issuers.find(({ url }) => serviceAccountIssuers.includes(url));
  if (own === undefined) return undefined;
  const errors = new FieldErrors(version);
  const list = `[${[...serviceAccountIssuers].sort().join(" ")}]`;
  errors.invalid("issuer.url", own.url, [`URL must not overlap with disallowed issuers: ${list}`]);
  return joinErrors(errors.messages);
}

/**
 * Reads a configuration, parsed from YAML or JSON. Faults are told as the API server tells them when it does not start. Linear,
 * and each expression is bounded.
 */
export function parseAuthenticationConfiguration(
  value: unknown,
  server: ConfiguredServer,
): AuthenticationConfigurationReading {
  if (!isJsonObject(value)) return { faults: ["Object 'Kind' is missing"] };
  const fault = loadFault(value, server);
  if (fault !== undefined) return { faults: [fault] };
  const errors = new FieldErrors(server.version);
  const file = new Fields(value);
  const issuers = validateIssuers(file.list("jwt"), server, errors);
  const anonymous = validateAnonymous(file, server, errors);
  if (errors.messages.length > 0) return { faults: [joinErrors(errors.messages)] };
  const own = ownIssuerFault(issuers, server);
  if (own !== undefined) return { faults: [own] };
  return { issuers, ...(anonymous === undefined ? {} : { anonymous }) };
}
