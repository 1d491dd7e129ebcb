// Who can become somebody: the rights that let one subject act as another.
import { compareMinor, type Minor } from "../../../core/index.ts";
import type { NeededRight, Way } from "./needed-right.ts";

/** What is known of service accounts beside their rights. */
export interface AccountFacts {
  /** Whether pods were seen that run as it. */
  readonly runsPods: (namespace: string, name: string) => boolean;
  /** Names of Secrets that hold a token of it. */
  readonly tokenSecrets: (namespace: string, name: string) => readonly string[];
  /** Of the API server. */
  readonly version: Minor;
}

/** Kinds whose objects run pods, under whatever service account of the namespace they name. */
const controllers: readonly (readonly [string, string])[] = [
  ["", "replicationcontrollers"],
  ["apps", "daemonsets"],
  ["apps", "deployments"],
  ["apps", "replicasets"],
  ["apps", "statefulsets"],
  ["batch", "cronjobs"],
  ["batch", "jobs"],
];

function one(how: string, ...needs: readonly NeededRight[]): Way {
  return { how, needs };
}

/** Rights over pods that run as it. The get of a WebSocket was enough to run commands before 1.35. */
function waysThroughPods(namespace: string, version: Minor): readonly Way[] {
  const pods = { apiGroup: "", resource: "pods", names: "any", namespace } as const;
  const exec = compareMinor(version, "1.35") < 0 ? ["create", "get"] : ["create"];
  return [
    one("run commands in its pods", { ...pods, subresource: "exec", verbs: exec }),
    one("attach to its pods", { ...pods, subresource: "attach", verbs: exec }),
    one("put a container into its pods", { ...pods, subresource: "ephemeralcontainers", verbs: ["update", "patch"] }),
    one("change the images of its pods", { ...pods, verbs: ["update", "patch"] }),
    one("run commands in its pods through the kubelet", {
      verbs: ["get", "create"],
      apiGroup: "",
      resource: "nodes",
      subresource: "proxy",
      names: "any",
    }),
  ];
}

function secretWays(namespace: string, secrets: readonly string[]): readonly Way[] {
  const here = { apiGroup: "", resource: "secrets", namespace };
  const read = ["list", "watch"];
  const how = "create a token Secret for it and read it";
  const create: NeededRight = { ...here, verbs: ["create"] };
  const existing =
    secrets.length === 0
      ? []
      : [
          one("read the Secret of its token", { ...here, verbs: ["get", ...read], names: secrets }),
          one("read the Secret of its token", { ...here, verbs: read }),
        ];
  return [
    ...existing,
    one(how, create, { ...here, verbs: ["get"], names: "any" }),
    one(how, create, { ...here, verbs: read }),
  ];
}

function waysToAccount(namespace: string, name: string, facts: AccountFacts): readonly Way[] {
  const account = { apiGroup: "", resource: "serviceaccounts", names: [name], namespace };
  const makers = [["", "pods"] as const, ...controllers];
  return [
    one("impersonate it", { ...account, verbs: ["impersonate"] }),
    one("mint its tokens", { ...account, verbs: ["create"], subresource: "token" }),
    ...makers.map(([apiGroup, resource]) =>
      one(`run pods as it, by creating ${resource}`, { verbs: ["create"], apiGroup, resource, namespace }),
    ),
    ...controllers
      // The pods of a Job cannot be changed.
      .filter(([, resource]) => resource !== "jobs")
      .map(([apiGroup, resource]) =>
        one(`run pods as it, by changing ${resource}`, {
          verbs: ["update", "patch"],
          apiGroup,
          resource,
          names: "any",
          namespace,
        }),
      ),
    ...secretWays(namespace, facts.tokenSecrets(namespace, name)),
    ...(facts.runsPods(namespace, name) ? waysThroughPods(namespace, facts.version) : []),
    certificateWay("kubernetes.io/kube-apiserver-client"),
  ];
}

/**
 * A client certificate can carry any user and any group but system:masters (CertificateSubjectRestriction). Approval asks for
 * the signer's name, then for its domain with a star (plugin/pkg/admission/certificates/util.go).
 */
function certificateWay(signer: string): Way {
  const requests = { apiGroup: "certificates.k8s.io", resource: "certificatesigningrequests" };
  return one(
    "have a client certificate of that name approved",
    { ...requests, verbs: ["create"] },
    { ...requests, verbs: ["update", "patch"], subresource: "approval", names: "any" },
    { ...requests, verbs: ["approve"], resource: "signers", names: [signer, "kubernetes.io/*"] },
  );
}

const impersonate = { verbs: ["impersonate"], apiGroup: "" };

function waysToUser(name: string): readonly Way[] {
  const ways = [
    one("impersonate it", { ...impersonate, resource: "users", names: [name] }),
    certificateWay("kubernetes.io/kube-apiserver-client"),
  ];
  return name.startsWith("system:node:")
    ? [...ways, certificateWay("kubernetes.io/kube-apiserver-client-kubelet")]
    : ways;
}

/** Everybody who gets in is in some groups already; system:masters is in `waysToGain`. */
const joined = new Set(["system:masters", "system:authenticated", "system:unauthenticated"]);

function waysToGroup(name: string): readonly Way[] {
  if (joined.has(name)) return [];
  const group: NeededRight = { ...impersonate, resource: "groups", names: [name] };
  return [
    ...["users", "serviceaccounts"].map((resource) =>
      one("impersonate a member", group, { ...impersonate, resource, names: "any" }),
    ),
    certificateWay("kubernetes.io/kube-apiserver-client"),
  ];
}

/** The kind and the name of a subject as who-can names it; names may hold blanks. */
export function splitSubject(subject: string): readonly [kind: string, name: string] {
  const blank = subject.indexOf(" ");
  return [subject.slice(0, blank), subject.slice(blank + 1)];
}

/** The ways to become a subject as who-can names it; none for what nobody can be made. */
export function waysToBecome(subject: string, facts: AccountFacts): readonly Way[] {
  const [kind, name] = splitSubject(subject);
  if (kind === "User") return waysToUser(name);
  if (kind === "Group") return waysToGroup(name);
  const [namespace = "", account = ""] = name.split("/");
  return waysToAccount(namespace, account, facts);
}
