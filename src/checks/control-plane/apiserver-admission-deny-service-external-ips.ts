// API servers that let users set external addresses of services.
import { flagCheck, mustRunPlugin } from "../../checking/index.ts";

export const apiserverAdmissionDenyServiceExternalIps = flagCheck({
  id: "apiserver-admission-deny-service-external-ips",
  title: "API server does not run the admission plugin DenyServiceExternalIPs",
  severity: "low",
  rationale:
    "Whoever may write a Service can claim any address in spec.externalIPs, and the nodes then send traffic for that address to the pods of that Service (CVE-2020-8554). Few clusters need the field.",
  remediation: "Add DenyServiceExternalIPs to --enable-admission-plugins, or limit the field by a policy.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#denyserviceexternalips",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustRunPlugin("DenyServiceExternalIPs", true),
});
