// Images from places that were not agreed upon.
import { defineCheck, fieldEvidence, workloadReads } from "../../checking/index.ts";
import { parseImage, placedImages, type ImageReference } from "../../kubernetes/index.ts";
import { workloads } from "../../model/index.ts";

/** `registry.example` allows all of it, `registry.example/team` what lies below; parts are compared whole. */
function isAllowed({ registry, repository }: ImageReference, allowed: readonly string[]): boolean {
  const image = `${registry}/${repository}`;
  return allowed.some((prefix) => image === prefix || image.startsWith(prefix.endsWith("/") ? prefix : `${prefix}/`));
}

export const imageRegistryNotAllowed = defineCheck({
  id: "image-registry-not-allowed",
  domain: "images",
  title: "Image comes from a registry that is not allowed",
  severity: "medium",
  rationale:
    "Images from anywhere are programs from anybody. A short list of registries, where images are scanned, signed and kept, makes it known what can run in the cluster, and keeps names that look alike out.",
  remediation: "Mirror the image into an allowed registry and use it from there, or add the registry to the list.",
  references: ["https://kubernetes.io/docs/concepts/security/security-checklist/#images"],
  reads: workloadReads,
  options: {
    registries: {
      default: [] as readonly string[],
      description: "Registries, or paths in them, that images may come from; with none given the check judges nothing.",
    },
  },
  messages: { foreign: "image {image} of {user} comes from {registry}" },
  *run(model, context) {
    const allowed = context.options.registries;
    if (allowed.length === 0) return;
    for (const { spec, prefix, ref } of context.each(workloads(model))) {
      for (const { image, path: at, user } of placedImages(spec)) {
        const reference = parseImage(image);
        if (isAllowed(reference, allowed)) continue;
        const path = `${prefix}spec.${at}`;
        yield {
          object: ref,
          message: "foreign",
          path,
          data: { image, user, registry: reference.registry },
          evidence: [fieldEvidence(path, image, `allowed are: ${allowed.join(", ")}`)],
        };
      }
    }
  },
});
