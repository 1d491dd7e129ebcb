// The refusal of a role or a binding that gives more than its writer holds (pkg/registry/rbac/validation ConfirmNoEscalation).
import { PlimsollError } from "../../../core/index.ts";
import { goUnquote } from "../../../kubernetes/index.ts";
import type { Refusal } from "./refusal.ts";

/** What is known of the write beside the message. */
export interface RefusedWrite {
  readonly namespace?: string;
  readonly verb?: string;
  /** Of a refused binding. */
  readonly roleRef?: { readonly kind: string; readonly name: string };
}

const rbac = "rbac.authorization.k8s.io";
const quoted = String.raw`"(?:[^"\\]|\\.)*"`;
const attempt = new RegExp(
  String.raw`(roles|clusterroles|rolebindings|clusterrolebindings)\.rbac\.authorization\.k8s\.io (${quoted}) is forbidden: user (${quoted}) \(groups=\[((?:${quoted} ?)*)\]\) is attempting to grant RBAC permissions not currently held:\s*([\s\S]*)`,
);

/** Whether a message is such a refusal. */
export function isEscalation(text: string): boolean {
  return attempt.test(text);
}

function unknown(message: string, hint: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint });
}

/** The right that is asked for: to escalate the role, or to bind the one the binding names. */
function rightOf(resource: string, name: string, { verb, roleRef }: RefusedWrite) {
  // Nobody tells authorizers the name of what is created, and a message does not tell whether it was.
  if (!resource.endsWith("bindings"))
    return { verb: "escalate", resource, name: verb === "update" || verb === "patch" ? name : "" };
  if (roleRef === undefined)
    throw unknown(
      `the message does not tell which role ${resource} ${name} binds`,
      "give the audit event of the request, of level Request or more",
    );
  return { verb: "bind", resource: roleRef.kind === "Role" ? "roles" : "clusterroles", name: roleRef.name };
}

/** Reads the message; undefined for any other. @throws PlimsollError where it does not tell enough. */
export function parseEscalation(text: string, write: RefusedWrite): Refusal | undefined {
  const match = attempt.exec(text);
  if (match === null) return undefined;
  const [, resource = "", name = "", username = "", groups = "", rest = ""] = match;
  const unquote = (one: string): string => goUnquote(one) ?? "";
  const isNamespaced = !resource.startsWith("cluster");
  if (isNamespaced && (write.namespace ?? "") === "")
    throw unknown("the message does not tell the namespace", "name it with -n, or give the audit event");
  const [missing = ""] = rest.split("; resolution errors:");
  return {
    attributes: {
      user: { username: unquote(username), groups: (groups.match(new RegExp(quoted, "g")) ?? []).map(unquote) },
      apiGroup: rbac,
      apiVersion: "*",
      subresource: "",
      namespace: isNamespaced ? (write.namespace ?? "") : "",
      ...rightOf(resource, unquote(name), write),
    },
    groupsKnown: true,
    notes: [
      `it would also be allowed to a user who holds, by RBAC, what is given: ${missing.trim().replaceAll(/\s*\n\s*/g, "; ")}`,
    ],
  };
}
