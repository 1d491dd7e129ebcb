// Feature gates that change a decision: on or off by default in each minor, unless a component sets them.
import { compareMinor, type Minor } from "../core/index.ts";

/** Gates a component was started with, by name. */
export type FeatureGates = Readonly<Record<string, boolean>>;

/** Since when a gate exists, when it is on by default, and when it can no longer be turned off. */
interface Stage {
  readonly since: Minor;
  readonly onSince?: Minor;
  readonly fixedSince?: Minor;
  /** Off by default again. */
  readonly offSince?: Minor;
  /** What the gate guarded is gone, whatever a component was told. */
  readonly goneSince?: Minor;
}

/**
 * Read in pkg/features/kube_features.go of 1.20 to 1.37. `since` is the first minor where the gate changes a decision we
 * make: CSIVolumeHealth is older, but gives nodes rights since 1.37 only.
 */
const stages = {
  AllowInsecureKubeletCertificateSigningRequests: { since: "1.31" },
  AllowParsingUserUIDFromCertAuth: { since: "1.33", onSince: "1.33" },
  AnonymousAuthConfigurableEndpoints: { since: "1.31", onSince: "1.32", fixedSince: "1.34" },
  APIServerWebhookAuthenticationToken: { since: "1.37" },
  AuthorizeNodeWithSelectors: { since: "1.31", onSince: "1.32", fixedSince: "1.34" },
  AuthorizePodWebsocketUpgradeCreatePermission: { since: "1.35", onSince: "1.35" },
  AuthorizeWithSelectors: { since: "1.31", onSince: "1.32", fixedSince: "1.34" },
  ClusterTrustBundle: { since: "1.27", onSince: "1.37" },
  ConstrainedImpersonation: { since: "1.35", onSince: "1.36" },
  CSIVolumeHealth: { since: "1.37" },
  DRAResourceClaimGranularStatusAuthorization: { since: "1.36", onSince: "1.36" },
  DynamicKubeletConfig: { since: "1.11", onSince: "1.11", offSince: "1.22", goneSince: "1.26" },
  DynamicResourceAllocation: { since: "1.26", onSince: "1.34", fixedSince: "1.35" },
  GenericEphemeralVolume: { since: "1.19", onSince: "1.21", fixedSince: "1.23" },
  KubeletFineGrainedAuthz: { since: "1.32", onSince: "1.33", fixedSince: "1.36" },
  KubeletServiceAccountTokenForCredentialProviders: { since: "1.33", onSince: "1.34" },
  LegacyServiceAccountTokenCleanUp: { since: "1.28", onSince: "1.29", fixedSince: "1.30" },
  PodCertificateRequest: { since: "1.34", onSince: "1.37" },
  RemoteRequestHeaderUID: { since: "1.32", onSince: "1.33" },
  ServiceAccountNodeAudienceRestriction: { since: "1.32", onSince: "1.33" },
  ServiceAccountTokenJTI: { since: "1.29", onSince: "1.30", fixedSince: "1.32" },
  ServiceAccountTokenNodeBindingValidation: { since: "1.29", onSince: "1.30", fixedSince: "1.32" },
  ServiceAccountTokenPodNodeInfo: { since: "1.29", onSince: "1.30", fixedSince: "1.32" },
  StructuredAuthenticationConfigurationEgressSelector: { since: "1.34", onSince: "1.34" },
} as const satisfies Readonly<Record<string, Stage>>;

/** A gate in the table. */
export type FeatureGate = keyof typeof stages;

/** Whether a gate is on in a minor, given what the component was told. Gates that do not exist yet are off, whatever it was told. */
export function isGateOn(gate: FeatureGate, version: Minor, gates: FeatureGates = {}): boolean {
  const stage: Stage = stages[gate];
  const reached = (minor: Minor | undefined): boolean => minor !== undefined && compareMinor(version, minor) >= 0;
  if (!reached(stage.since) || reached(stage.goneSince)) return false;
  if (reached(stage.fixedSince)) return true;
  const set = Object.hasOwn(gates, gate) ? gates[gate] : undefined;
  return set ?? (reached(stage.onSince) && !reached(stage.offSince));
}
