// API servers that run all features that are not ready.
import { flagCheck, judgeText } from "../../checking/index.ts";
import { parseList } from "../../engines/component-config/index.ts";

const allAlpha = /^\s*AllAlpha\s*=\s*(?:true|True|TRUE|t|T|1)\s*$/;

export const apiserverFeatureGatesAlpha = flagCheck({
  id: "apiserver-feature-gates-alpha",
  title: "API server runs every alpha feature",
  severity: "medium",
  rationale:
    "Features in alpha are not finished: they have known gaps, some hand out more than they will in the end, and whatever they store may be unreadable after an upgrade.",
  remediation:
    "Remove AllAlpha=true from --feature-gates, and name the features you want to try on a cluster made for that.",
  references: ["https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/#feature-stages"],
  component: "kube-apiserver",
  judge: judgeText(
    "feature-gates",
    "it should not include AllAlpha=true",
    (text) => !parseList(text).some((item) => allAlpha.test(item)),
  ),
});
