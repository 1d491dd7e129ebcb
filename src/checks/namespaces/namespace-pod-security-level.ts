// Namespaces that do not enforce the level of Pod Security one asks of them.
import { defineCheck, fixField, labelEvidence, labelPath } from "../../checking/index.ts";
import { formatLevelVersion, levelLabel, levels, namespacePolicy } from "../../engines/pod-security/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import type { ClusterModel } from "../../model/index.ts";

const label = levelLabel("enforce");

/** Whether the API server was given admission settings of its own, which may hold a default for unlabelled namespaces. */
function hasOwnDefaults({ parts }: ClusterModel): boolean {
  const flags = parts["component/kube-apiserver"].objects.flatMap((instance) => instance.flags);
  return flags.some(({ name }) => name === "admission-control-config-file");
}

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
    enforced: "enforces {policy}",
  },
  *run(model, context) {
    // An unknown level is read as the strictest, as the API server does.
    const wanted = levels.find((level) => level === context.options.level) ?? "restricted";
    const ownDefaults = hasOwnDefaults(model);
    const judged = model.parts.namespaces.objects.filter(
      ({ metadata }) => !context.options.exempt.includes(metadata.name),
    );
    for (const namespace of context.each(judged)) {
      const { enforce } = namespacePolicy(namespace.metadata.labels).modes;
      const base = { object: refOf(namespace), path: labelPath(label), evidence: [labelEvidence(namespace, label)] };
      const data = { policy: formatLevelVersion(enforce), wanted };
      const note = "Pods that break the level are refused from then on: set the warn label first and see which.";
      const fix = fixField(namespace, { path: labelPath(label), value: wanted, note });
      if (levels.indexOf(enforce.level) >= levels.indexOf(wanted))
        yield { ...base, message: "enforced", outcome: "pass", data };
      else if (namespace.metadata.labels?.[label] !== undefined)
        yield { ...base, message: "weaker", severity: enforce.level === "privileged" ? "medium" : "low", data, fix };
      else if (ownDefaults) yield { ...base, message: "unseen", outcome: "unknown" };
      else yield { ...base, message: "unset", fix };
    }
  },
});
