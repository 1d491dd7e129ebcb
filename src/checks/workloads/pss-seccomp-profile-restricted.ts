// Containers for which nobody has set a seccomp profile.
import { podSecurityCheck } from "../../checking/index.ts";

export const pssSeccompProfileRestricted = podSecurityCheck({
  id: "pss-seccomp-profile-restricted",
  control: "seccompProfile_restricted",
  title: "No seccomp profile is set",
  severity: "low",
  rationale:
    "Without a seccomp profile a container may make every system call, unless the kubelet of its node was told to filter by default. RuntimeDefault costs nothing and closes the door on most kernel exploits. (Profiles that switch seccomp off are the matter of pss-seccomp-profile-baseline.)",
  remediation:
    "Set securityContext.seccompProfile.type to RuntimeDefault on the pod; containers inherit it. Localhost names a profile of your own.",
  messages: {
    unset: "neither {holder} nor its pod sets a seccomp profile",
    exempt: "no seccomp profile is set, and none is needed: the pod says it runs on Windows, which has none",
  },
  report: ({ place }) => ({
    message: "unset",
    change: {
      path: place.path.replace(/\.type$/, ""),
      value: { type: "RuntimeDefault" },
      note: "A program that makes unusual system calls (debuggers, nested containers) may be refused some of them.",
    },
  }),
});
