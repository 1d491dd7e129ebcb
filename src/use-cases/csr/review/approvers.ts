// Who in the cluster could approve a request: the approval subresource, and the signer's own right.
import { seenChain } from "../../../checking/access/index.ts";
import { whoCanByChain, type AnonymousRequest } from "../../../engines/authorization/index.ts";
import type { SigningWorld } from "../signing-world.ts";

const apiGroup = "certificates.k8s.io";

function right(verb: string, resource: string, subresource: string, name: string): AnonymousRequest {
  return { verb, apiGroup, apiVersion: "v1", resource, subresource, namespace: "", name };
}

/**
 * Subjects that can approve by themselves: they may update or patch the approval, and approve for the signer by its name or its
 * domain (plugin/pkg/admission/certificates/approval). Rights of a user and of a group are not added up.
 */
export function approversOf({ view, model }: SigningWorld, name: string, signerName: string): readonly string[] {
  const chain = seenChain(view);
  const nodes = model.parts.nodes.objects.map(({ metadata }) => metadata.name);
  const able = (requests: readonly AnonymousRequest[]): ReadonlySet<string> =>
    new Set(requests.flatMap((request) => whoCanByChain(chain, request, nodes).able.map(({ subject }) => subject)));
  const [domain = ""] = signerName.split("/");
  const writers = able(["update", "patch"].map((verb) => right(verb, "certificatesigningrequests", "approval", name)));
  const approvers = able([signerName, `${domain}/*`].map((signer) => right("approve", "signers", "", signer)));
  return [...writers].filter((subject) => approvers.has(subject));
}
