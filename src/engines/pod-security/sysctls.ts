// Baseline: only sysctls that stay inside the pod are set; the list grows as kernels learn to keep them there.
import { podSecurityProposal, refuseIfAny, type Control, type Judge } from "./control.ts";
import { podPlace, textsFound } from "./places.ts";

const v1_0 = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_syncookies",
];
const v1_27 = [...v1_0, "net.ipv4.ip_local_reserved_ports"];
const v1_29 = [
  ...v1_27,
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
];
const v1_32 = [...v1_29, "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"];
const v1_37 = [...v1_32, "net.ipv4.tcp_notsent_lowat", "net.ipv4.tcp_slow_start_after_idle"];

function judgeWith(safe: readonly string[]): Judge {
  const names = new Set(safe);
  return (_metadata, spec) => {
    const places = (spec.securityContext?.sysctls ?? []).flatMap(({ name = "" }, index) =>
      names.has(name) ? [] : [podPlace(name, "securityContext", "sysctls", index, "name")],
    );
    return refuseIfAny(places, "forbidden sysctls", () => textsFound(places).join(", "));
  };
}

export const sysctls: Control = {
  id: "sysctls",
  level: "baseline",
  revisions: [
    { since: "1.0", source: podSecurityProposal, judge: judgeWith(v1_0) },
    { since: "1.27", source: "https://github.com/kubernetes/kubernetes/pull/115374", judge: judgeWith(v1_27) },
    { since: "1.29", source: "https://github.com/kubernetes/kubernetes/pull/121240", judge: judgeWith(v1_29) },
    { since: "1.32", source: "https://github.com/kubernetes/kubernetes/pull/127489", judge: judgeWith(v1_32) },
    { since: "1.37", source: "https://github.com/kubernetes/kubernetes/pull/138389", judge: judgeWith(v1_37) },
  ],
};
