// API servers with a protection turned off by feature gate.
import { flagCheck, judgeText } from "../../checking/index.ts";
import type { Minor } from "../../core/index.ts";
import { parseBoolean, parseList } from "../../engines/component-config/index.ts";
import { isGateOn, type FeatureGate, type FeatureGates } from "../../kubernetes/index.ts";

/** Gates that only guard, with what is lost without each in the sources of pkg/features. */
const guards = [
  "AuthorizeNodeWithSelectors",
  "AuthorizePodWebsocketUpgradeCreatePermission",
  "DRAResourceClaimGranularStatusAuthorization",
  "ServiceAccountNodeAudienceRestriction",
  "ServiceAccountTokenJTI",
  "ServiceAccountTokenNodeBindingValidation",
  "ServiceAccountTokenPodNodeInfo",
] as const satisfies readonly FeatureGate[];

/** Gates of `--feature-gates`; AllBeta stands for every guard that is not named. */
function gatesOf(text: string): FeatureGates {
  const given = parseList(text).map((item) => item.split("=").map((word) => word.trim()));
  const gates = Object.fromEntries(given.map(([name = "", value = ""]) => [name, parseBoolean(value) ?? true]));
  const all = gates["AllBeta"] === false ? Object.fromEntries(guards.map((gate) => [gate, false])) : {};
  return { ...all, ...gates };
}

/** Guards that are on by default and were turned off, and the one that turns a guard off. */
function isGuarded(text: string, version: Minor): boolean {
  const gates = gatesOf(text);
  const off = guards.some((gate) => isGateOn(gate, version) && !isGateOn(gate, version, gates));
  return !off && !isGateOn("AllowInsecureKubeletCertificateSigningRequests", version, gates);
}

export const apiserverFeatureGatesGuards = flagCheck({
  id: "apiserver-feature-gates-guards",
  title: "Feature gate turns a protection off",
  severity: "medium",
  rationale:
    "Some gates add nothing but a protection: that a node reads only its own pods, that commands in pods need the right to create even over a WebSocket, that a token ends with the node it is bound to, that audit tells tokens apart. They can be turned off for a while so that old clients go on working, and are then forgotten.",
  remediation: "Find out whether anything still needs the old behaviour, then remove the gate from --feature-gates.",
  references: ["https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/"],
  component: "kube-apiserver",
  judge: (settings) => {
    const { version } = settings;
    return judgeText(
      "feature-gates",
      `it should not turn off any of ${guards.join(", ")}, nor turn on AllowInsecureKubeletCertificateSigningRequests`,
      (text) => version !== undefined && isGuarded(text, version),
    )(settings);
  },
});
