// Namespaces that do not enforce the level of Pod Security one asks of them.
import { defineCheck, fixField, labelEvidence, labelPath, podSecurityServer } from "../../checking/index.ts";
import { formatLevelVersion, levelLabel, levels, namespacePolicy } from "../../engines/pod-security/index.ts";
import { refOf } from "../../kubernetes/index.ts";

const label = levelLabel("enforce");

export const namespacePodSecurityLevel = defineCheck({
  id: "namespace-pod-security-level",
  domain: "namespaces",
  title: "Namespace does not enforce a Pod Security level",
  severity: "medium",
  rationale:
    "Whoever may create pods in a namespace may ask for a privileged one, and with it for the node, unless something refuses. The label pod-security.kubernetes.io/enforce makes the API server refuse; without it, or with the level privileged, nothing is refused.",
  remediation:
    "Label the namespace pod-security.kubernetes.io/enforce=baseline, or restricted where its pods allow. Set warn and audit to that level first and see which pods would be refused.",
  references: [
    "https://kubernetes.io/docs/concepts/security/pod-security-admission/",
    "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  ],
  reads: [{ part: "namespaces", as: "each" }],
  // PodSecurity is on by default from 1.23 (kubernetes.io/docs: enforce-standards-admission-controller).
  versions: { since: "1.23" },
  options: {
    level: { default: "baseline", description: "The least level to enforce: privileged, baseline or restricted." },
    exempt: {
      default: ["kube-system", "kube-public", "kube-node-lease"],
      description: "Namespaces that are not judged.",
    },
  },
  messages: {
    unset: "no label says what to enforce, so pods of any kind may be created",
    unseen: "no label says what to enforce, and the default in the API server's admission configuration was not seen",
    weaker: "enforces {policy}, not {wanted}",
    off: "its label asks for {policy}, but the admission plugin PodSecurity is off, so nothing is enforced",
    exemptible: "enforces {policy}, unless the API server's admission configuration, which was not seen, exempts it",
    enforced: "enforces {policy}",
  },
  *run(model, context) {
    // An unknown level is read as the strictest, as the API server does.
    const wanted = levels.find((level) => level === context.options.level) ?? "restricted";
    const server = podSecurityServer(context);
    const judged = model.parts.namespaces.objects.filter(
      ({ metadata }) => !context.options.exempt.includes(metadata.name),
    );
    for (const namespace of context.each(judged)) {
      const { enforce } = namespacePolicy(namespace.metadata.labels).modes;
      const base = { object: refOf(namespace), path: labelPath(label), evidence: [labelEvidence(namespace, label)] };
      const data = { policy: formatLevelVersion(enforce), wanted };
      const note = "Pods that break the level are refused from then on: set the warn label first and see which.";
      const fix = fixField(namespace, { path: labelPath(label), value: wanted, note });
      const isEnough = levels.indexOf(enforce.level) >= levels.indexOf(wanted);
      if (isEnough && server === "off") yield { ...base, message: "off", data };
      else if (isEnough && server === "unseen") yield { ...base, message: "exemptible", outcome: "unknown", data };
      else if (isEnough) yield { ...base, message: "enforced", outcome: "pass", data };
      else if (namespace.metadata.labels?.[label] !== undefined)
        yield { ...base, message: "weaker", severity: enforce.level === "privileged" ? "medium" : "low", data, fix };
      else if (server === "unseen") yield { ...base, message: "unseen", outcome: "unknown" };
      else yield { ...base, message: "unset", fix };
    }
  },
});
