// What kube-controller-manager's csrapproving controller approves by itself (pkg/controller/certificates/approver).
import type { Minor } from "../../core/index.ts";
import type { ResourceAttributes } from "../../kubernetes/index.ts";
import { commonNameOf } from "../../languages/x509/index.ts";
import type { MayDo } from "./answer-update.ts";
import { signerFault, signers } from "./signers.ts";
import {
  group,
  hasCondition,
  parsePkcs10,
  resource,
  type RequestCondition,
  type SigningRequest,
} from "./signing-request.ts";

/** The condition it adds; or why it does nothing, with the rights it asked about. */
export type AutoApproval =
  | { readonly approved: true; readonly condition: RequestCondition; readonly asked: ResourceAttributes }
  | {
      readonly approved: false;
      readonly why: "already decided" | "not a kubelet's client request" | "requestor not permitted";
      readonly asked: readonly ResourceAttributes[];
    };

const recognitions = [
  {
    subresource: "selfnodeclient",
    own: true,
    message: "Auto approving self kubelet client certificate after SubjectAccessReview.",
  },
  {
    subresource: "nodeclient",
    own: false,
    message: "Auto approving kubelet client certificate after SubjectAccessReview.",
  },
] as const;

/**
 * Decides as the controller does: only client certificates of kubelets, and only where a SubjectAccessReview of the requestor
 * allows `create certificatesigningrequests/selfnodeclient` (for its own name) or `…/nodeclient` (for any node).
 */
export function autoApprove(request: SigningRequest, may: MayDo, version: Minor): AutoApproval {
  const no = (
    why: Extract<AutoApproval, { approved: false }>["why"],
    asked: readonly ResourceAttributes[],
  ): AutoApproval => ({
    approved: false,
    why,
    asked,
  });
  const decided = hasCondition(request, "Approved") || hasCondition(request, "Denied");
  if (decided || (request.certificate?.length ?? 0) > 0) return no("already decided", []);
  const parsing = parsePkcs10(request.request);
  const { usages = [], signerName = "", user } = request;
  if (signerName !== signers.kubeletClient || "error" in parsing) return no("not a kubelet's client request", []);
  const inside = parsing.request;
  if (signerFault({ request: inside, usages, signerName }, version) !== undefined)
    return no("not a kubelet's client request", []);
  const asked: ResourceAttributes[] = [];
  for (const { subresource, own, message } of recognitions) {
    if (own && user.username !== commonNameOf(inside.subject)) continue;
    const attributes: ResourceAttributes = {
      user,
      verb: "create",
      apiGroup: group,
      apiVersion: "*",
      resource,
      subresource,
      namespace: "",
      name: "",
    };
    asked.push(attributes);
    if (may(attributes)) {
      const condition = { type: "Approved", status: "True", reason: "AutoApproved", message };
      return { approved: true, condition, asked: attributes };
    }
  }
  return no("requestor not permitted", asked);
}
