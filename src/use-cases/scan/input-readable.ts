// The built-in check of the input itself: what cannot be read is a finding, not a silent hole.
import type { ObjectRef } from "../../core/index.ts";
import type { ClusterModel, InputProblem } from "../../model/index.ts";
import type { CheckInfo } from "./check-info.ts";

/** Not part of the catalogue: it cannot be left out of a scan, but its findings can be waived. */
export const inputReadable: CheckInfo = {
  id: "input-readable",
  domain: "input",
  title: "Part of the input cannot be read",
  severity: "high",
  rationale:
    "A document that cannot be parsed, or an object the API server would refuse, was not examined by any check. Whatever is wrong in it stays hidden, so the scan says so instead of passing over it.",
  remediation:
    "Correct the document at the place named. A file that is not meant for Kubernetes, such as an unrendered template, is better left out of the paths to scan.",
  references: ["https://kubernetes.io/docs/concepts/overview/working-with-objects/"],
  reads: [],
  messages: { unreadable: "{reason}", doubtful: "{reason}" },
};

/** What a problem is about: the object where it is known, else the file, else the whole input. */
export function subjectOfProblem(model: ClusterModel, problem: InputProblem): ObjectRef {
  if (problem.object !== undefined) return problem.object;
  if (problem.location !== undefined) return { apiVersion: "plimsoll/v1", kind: "File", name: problem.location.file };
  return { apiVersion: "plimsoll/v1", kind: "Input", name: model.origin.label };
}
