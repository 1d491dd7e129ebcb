// Signing requests for names that are more than they look.
import { defineCheck } from "../../checking/index.ts";
import {
  grantedIdentity,
  parsePkcs10,
  readSigningRequest,
  requestConcerns,
  type SigningRequest,
} from "../../engines/certificates/index.ts";
import { refOf } from "../../kubernetes/index.ts";

const grave = new Set(["privileged-group", "system-user", "service-account-name", "node-identity"]);
const kubelets = "kubernetes.io/kube-apiserver-client-kubelet";

/** The name that is asked for, where it is one of Kubernetes itself and not that of who asks. */
function privilegedName(request: SigningRequest): string | undefined {
  const parsing = parsePkcs10(request.request);
  if ("error" in parsing) return undefined;
  const { username } = grantedIdentity(parsing.request);
  const { username: requestor, groups = [] } = request.user;
  const joins = groups.includes("system:bootstrappers") || requestor === username;
  if (request.signerName === kubelets) return joins ? undefined : username;
  const concern = requestConcerns(request, parsing.request).find(({ kind }) => grave.has(kind));
  return concern === undefined || requestor === username ? undefined : concern.seen;
}

export const signingRequestPrivileged = defineCheck({
  id: "signing-request-privileged",
  domain: "certificates",
  title: "Certificate of a privileged name was asked for",
  severity: "medium",
  rationale:
    "A client certificate makes its holder the user and a member of the groups it names, until it ends. Names of the control plane, of nodes and of service accounts are not meant to be had this way: whoever asks for one wants to be taken for it.",
  remediation:
    "Find out who asked and who approved. An issued certificate ends only with its authority: take the rights of the name away.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#csrs-and-certificate-issuing"],
  reads: [{ part: "certificatesigningrequests.certificates.k8s.io", as: "each" }],
  messages: {
    approved: "{requestor} was granted a certificate for {name}",
    pending: "{requestor} asks for a certificate for {name}",
  },
  *run(model, context) {
    for (const object of context.each(model.parts["certificatesigningrequests.certificates.k8s.io"].objects)) {
      const reading = readSigningRequest({ ...object });
      if (!("request" in reading)) continue;
      const { request } = reading;
      const is = (condition: string): boolean => request.conditions.some(({ type }) => type === condition);
      const name = is("Denied") ? undefined : privilegedName(request);
      if (name === undefined) continue;
      const approved = is("Approved") || request.certificate !== undefined;
      yield {
        object: refOf(object),
        message: approved ? "approved" : "pending",
        severity: approved ? "high" : "medium",
        path: "spec.request",
        data: { requestor: request.user.username || "somebody", name },
        evidence: [{ source: "field", path: "spec.request", text: `the request inside names ${name}` }],
      };
    }
  },
});
