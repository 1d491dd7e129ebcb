// Restricted since 1.35: /proc keeps its masks even in a user namespace, where baseline stopped asking for it.
import type { Control } from "./control.ts";
import { userNamespaceExemption } from "./exemptions.ts";
import { judgeProcMount } from "./proc-mount.ts";

export const procMountRestricted: Control = {
  id: "procMount_restricted",
  level: "restricted",
  revisions: [{ since: "1.35", source: userNamespaceExemption, overrides: ["procMount"], judge: judgeProcMount }],
};
