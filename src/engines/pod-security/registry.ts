// All controls, and which of them judge a pod at a level and version (k8s.io/pod-security-admission/policy registry.go).
import type { Minor } from "../../core/index.ts";
import { allowPrivilegeEscalation } from "./allow-privilege-escalation.ts";
import { appArmorProfile } from "./app-armor-profile.ts";
import { capabilitiesBaseline } from "./capabilities-baseline.ts";
import { capabilitiesRestricted } from "./capabilities-restricted.ts";
import { revisionAt, type Control, type ControlId, type Level, type Revision } from "./control.ts";
import { hostNamespaces } from "./host-namespaces.ts";
import { hostPathVolumes } from "./host-path-volumes.ts";
import { hostPorts } from "./host-ports.ts";
import { hostProbesAndHostLifecycle } from "./host-probes-and-host-lifecycle.ts";
import { privileged } from "./privileged.ts";
import { procMountRestricted } from "./proc-mount-restricted.ts";
import { procMount } from "./proc-mount.ts";
import { restrictedVolumes } from "./restricted-volumes.ts";
import { runAsNonRoot } from "./run-as-non-root.ts";
import { runAsUser } from "./run-as-user.ts";
import { seLinuxOptions } from "./se-linux-options.ts";
import { seccompProfileBaseline } from "./seccomp-profile-baseline.ts";
import { seccompProfileRestricted } from "./seccomp-profile-restricted.ts";
import { sysctls } from "./sysctls.ts";
import { windowsHostProcess } from "./windows-host-process.ts";

/** Every control in the order the component reports them: baseline by id, then restricted by id, both in byte order. */
export const controls: readonly Control[] = [
  appArmorProfile,
  capabilitiesBaseline,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbesAndHostLifecycle,
  privileged,
  procMount,
  seLinuxOptions,
  seccompProfileBaseline,
  sysctls,
  windowsHostProcess,
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  procMountRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfileRestricted,
];

const byId = new Map(controls.map((control) => [control.id, control]));

/** The control of a name. */
export function controlOf(id: ControlId): Control {
  const control = byId.get(id);
  if (control === undefined) throw new RangeError(`no control is called ${id}`);
  return control;
}

/** A control with the revision of it that is in force. */
export interface ActiveControl {
  readonly control: Control;
  readonly revision: Revision;
}

const active = new Map<string, readonly ActiveControl[]>();

/** The controls that judge pods at a level and version, in the component's order. Remembered by level and version. */
export function controlsAt(level: Level, version: Minor): readonly ActiveControl[] {
  const key = `${level} ${version}`;
  const known = active.get(key);
  if (known !== undefined) return known;
  const found = select(level, version);
  active.set(key, found);
  return found;
}

function select(level: Level, version: Minor): readonly ActiveControl[] {
  if (level === "privileged") return [];
  const inForce = controls.flatMap((control): ActiveControl[] => {
    const revision = revisionAt(control, version);
    return revision === undefined || (level === "baseline" && control.level === "restricted")
      ? []
      : [{ control, revision }];
  });
  const overridden = new Set(inForce.flatMap(({ revision }) => revision.overrides ?? []));
  return inForce.filter(({ control }) => !overridden.has(control.id));
}

/**
 * Controls in force at `version` for which a policy pinned to the older `pinned` has nothing as strict. Revisions only
 * ever relaxed a control; what makes a newer policy stricter is a control that is new.
 */
export function missingFrom(level: Level, pinned: Minor, version: Minor): readonly ControlId[] {
  const judges = new Set(controlsAt(level, pinned).map(({ revision }) => revision.judge));
  const known = new Set(controlsAt(level, pinned).map(({ control }) => control.id));
  return controlsAt(level, version)
    .filter(({ control, revision }) => !known.has(control.id) && !judges.has(revision.judge))
    .map(({ control }) => control.id);
}
