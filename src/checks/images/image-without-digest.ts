// Images named by a tag, which can be moved.
import { defineCheck, fieldEvidence, workloadReads } from "../../checking/index.ts";
import { parseImage, placedImages } from "../../kubernetes/index.ts";
import { workloads } from "../../model/index.ts";

export const imageWithoutDigest = defineCheck({
  id: "image-without-digest",
  domain: "images",
  title: "Image is not pinned by digest",
  severity: "low",
  rationale:
    "A tag can be pushed again with other contents. Only a digest names one image: it is computed from the contents, so nobody, not even the registry, can put something else in its place.",
  remediation: "Add the digest of the tested image to the reference: name:tag@sha256:…",
  references: ["https://kubernetes.io/docs/concepts/containers/images/#image-names"],
  reads: workloadReads,
  messages: { tag: "image {image} of {user} is not pinned by digest" },
  *run(model, context) {
    for (const { spec, prefix, ref } of context.each(workloads(model))) {
      for (const { image, path: at, user } of placedImages(spec)) {
        if (parseImage(image).digest !== undefined) continue;
        const path = `${prefix}spec.${at}`;
        yield {
          object: ref,
          message: "tag",
          path,
          data: { image, user },
          evidence: [fieldEvidence(path, image, "the reference holds no digest")],
        };
      }
    }
  },
});
