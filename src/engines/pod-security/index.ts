// Pod Security Standards as the API server's admission decides them, for every version of the policy.
export {
  levels,
  revisionAt,
  type Control,
  type ControlId,
  type Level,
  type Place,
  type Revision,
  type Verdict,
} from "./control.ts";
export { withDefaultVolumes } from "./default-volumes.ts";
export { evaluatePod, forbiddenDetail, forbiddenReason, isAllowed, type ControlResult } from "./evaluate-pod.ts";
export {
  formatLevelVersion,
  levelLabel,
  namespacePolicy,
  versionLabel,
  type LevelVersion,
  type Mode,
  type NamespacePolicy,
  type PolicyProblem,
} from "./namespace-policy.ts";
export { controlOf, controls, controlsAt, missingFrom, type ActiveControl } from "./registry.ts";
