// Images that a node hands to any pod once one pod has pulled them.
import { defineCheck, fixField, workloadReads } from "../../checking/index.ts";
import { parseImage, placedContainers, type Container } from "../../kubernetes/index.ts";
import { workloads } from "../../model/index.ts";

/** The API server's default: Always for the tag latest, else IfNotPresent (pkg/apis/core/v1/defaults.go). */
function policyOf({ image = "", imagePullPolicy }: Container): string {
  const { tag = "latest", digest } = parseImage(image);
  return imagePullPolicy ?? (tag === "latest" && digest === undefined ? "Always" : "IfNotPresent");
}

export const imagePullPolicyCached = defineCheck({
  id: "image-pull-policy-cached",
  domain: "images",
  title: "Private image can be run without the credentials to pull it",
  severity: "low",
  rationale:
    "With any pull policy but Always a node that has an image gives it to every pod that names it, without asking the registry. A pod of another team can so run a private image, and read what is in it, without credentials of its own. From 1.35 on kubelets check the credentials by default.",
  remediation: "Set imagePullPolicy: Always, or turn on the admission plugin AlwaysPullImages.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#alwayspullimages"],
  reads: workloadReads,
  // KubeletEnsureSecretPulledImages is on by default from 1.35 (pkg/features/kube_features.go).
  versions: { since: "1.28", until: "1.34" },
  messages: { cached: "container {container} uses {image}, pulled with credentials, under the policy {policy}" },
  *run(model, context) {
    for (const { spec, prefix, ref, object } of context.each(workloads(model))) {
      if ((spec.imagePullSecrets ?? []).length === 0) continue;
      for (const { container, field, index } of placedContainers(spec)) {
        const policy = policyOf(container);
        if (policy === "Always" || field === "ephemeralContainers") continue;
        const path = `${prefix}spec.${field}[${index}].imagePullPolicy`;
        const source = container.imagePullPolicy === undefined ? "default" : "field";
        yield {
          object: ref,
          message: "cached",
          path,
          data: { container: container.name ?? "", image: container.image ?? "", policy },
          evidence: [{ source, path, value: policy, text: "the image is not pulled again where it is present" }],
          fix: fixField(object, { path, value: "Always", note: "Pods then need the registry to start." }),
        };
      }
    }
  },
});
