// Table: kube-linter's checks and ours.
import type { CheckMap } from "./check-map.ts";

export const kubelinter: CheckMap = {
  "access-to-secrets": ["rbac-read-all-secrets"],
  "cluster-admin-role-binding": ["rbac-cluster-admin-bound"],
  "dangling-service": ["service-selects-nothing"],
  "drop-net-raw-capability": ["pss-capabilities-restricted"],
  "env-value-from": ["secret-reference-missing"],
  "exposed-services": ["service-node-port", "service-load-balancer-open"],
  "host-network": ["pss-host-namespaces"],
  "no-extensions-v1beta": ["removed-api-version"],
  "no-readiness-probe": ["readiness-probe-missing"],
  "non-isolated-pod": ["namespace-without-default-deny"],
  "privilege-escalation-container": ["pss-allow-privilege-escalation"],
  "privileged-container": ["pss-privileged"],
  "read-secret-from-env-var": ["secret-as-environment-variable"],
  "run-as-non-root": ["pss-run-as-non-root", "pss-run-as-user"],
  "unsafe-sysctls": ["pss-sysctls"],
  "writable-host-mount": ["pss-host-path-volumes"],
};
