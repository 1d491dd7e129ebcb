// Images whose tag says nothing about what will run.
import { defineCheck, fieldEvidence, workloadReads } from "../../checking/index.ts";
import { parseImage, placedImages } from "../../kubernetes/index.ts";
import { workloads } from "../../model/index.ts";

export const imageTagMutable = defineCheck({
  id: "image-tag-mutable",
  domain: "images",
  title: "Image has no tag, or the tag latest",
  severity: "medium",
  rationale:
    "The tag latest, which also stands for no tag, points to whatever was pushed last. Pods of one workload run different programs, what was tested is not what is deployed, nobody can tell what ran yesterday, and whoever may push decides what runs tomorrow.",
  remediation: "Name the version that was tested, best by its digest.",
  references: ["https://kubernetes.io/docs/concepts/containers/images/"],
  reads: workloadReads,
  messages: {
    latest: "image {image} of {user} has the tag latest",
    untagged: "image {image} of {user} has no tag, which means latest",
  },
  *run(model, context) {
    for (const { spec, prefix, ref } of context.each(workloads(model))) {
      for (const { image, path: at, user } of placedImages(spec)) {
        const { tag, digest } = parseImage(image);
        if (digest !== undefined || (tag !== undefined && tag !== "latest")) continue;
        const path = `${prefix}spec.${at}`;
        yield {
          object: ref,
          message: tag === undefined ? "untagged" : "latest",
          path,
          data: { image, user },
          evidence: [fieldEvidence(path, image, "the reference names no version")],
        };
      }
    }
  },
});
