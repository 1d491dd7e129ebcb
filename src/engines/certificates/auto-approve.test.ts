// What is approved without anybody's doing.
import { describe, expect, it } from "vitest";
import { approved, base64, kubeletUsages, node, stored } from "../../../test/fixtures/certificates/post-request.ts";
import type { Minor } from "../../core/index.ts";
import { autoApprove, signers, type SigningRequest } from "./index.ts";

describe("autoApprove", () => {
  const request = stored({ spec: { request: base64(node), signerName: signers.kubeletClient, usages: kubeletUsages } });
  const own = { ...request, user: { username: "system:node:n1" } };

  it.each<[string, SigningRequest, readonly string[], string]>([
    ["its own", own, ["selfnodeclient"], "Auto approving self kubelet client certificate after SubjectAccessReview."],
    [
      "its own, by the other right",
      own,
      ["nodeclient"],
      "Auto approving kubelet client certificate after SubjectAccessReview.",
    ],
    ["another's", request, ["selfnodeclient"], "requestor not permitted"],
    ["any node's", request, ["nodeclient"], "Auto approving kubelet client certificate after SubjectAccessReview."],
    ["approved before", approved(request), ["nodeclient"], "already decided"],
    [
      "for another signer",
      { ...request, signerName: signers.client },
      ["nodeclient"],
      "not a kubelet's client request",
    ],
    [
      "with a usage too many",
      { ...request, usages: [...kubeletUsages, "any"] },
      ["nodeclient"],
      "not a kubelet's client request",
    ],
  ])("%s", (_name, given, rights, expected) => {
    const outcome = autoApprove(given, ({ subresource }) => rights.includes(subresource), "1.37");
    expect(outcome.approved ? outcome.condition.message : outcome.why).toBe(expected);
  });

  it.each<[Minor, boolean]>([
    ["1.24", false],
    ["1.25", true],
  ])("lets %s leave out key encipherment: %s", (version, expected) => {
    const short = { ...request, usages: ["client auth", "digital signature"] };
    expect(autoApprove(short, () => true, version).approved).toBe(expected);
  });
});
