// Table of what network lint looks for: stable ids, how bad each is, why, and what to do.

/** `error`: the API server refuses it, or it has no effect. `warning`: hardly what was meant. `info`: good to know. */
export type LintLevel = "error" | "warning" | "info";

interface LintRule {
  readonly level: LintLevel;
  readonly why: string;
  readonly fix: string;
}

/** By id; ids are never reused. */
export const lintRules = {
  "policy-refused": {
    level: "error",
    why: "The API server refuses the object, so nothing it says has effect.",
    fix: "Correct the field, and try it with kubectl apply --dry-run=server.",
  },
  "duplicate-name": {
    level: "warning",
    why: "A cluster has room for one object of a kind and name: of several, applied one after the other, the last stays.",
    fix: "Keep one, or ask about one variant at a time. Here the first one counts.",
  },
  "policies-not-enforced": {
    level: "error",
    why: "The API server stores policies whatever the network plugin does; only the plugin can enforce them.",
    fix: "Use a plugin that enforces them, or take away policies that only give a false feeling of safety.",
  },
  "priority-tie": {
    level: "warning",
    why: "Which of two policies of one tier and priority is asked first is left to the plugin.",
    fix: "Give each its own priority.",
  },
  "unknown-field": {
    level: "warning",
    why: "A field this version does not know is read as strictly as possible, as the API asks of plugins.",
    fix: "Check the spelling, and which version of the API the plugin serves.",
  },
  "policy-oddity": {
    level: "warning",
    why: "The API server accepts it, but it hardly says what was meant.",
    fix: "Correct the field.",
  },
  "selects-nothing": {
    level: "warning",
    why: "A policy that selects no pod neither isolates nor allows anything; it is not an error for Kubernetes.",
    fix: "Compare podSelector with the labels of the pods, and the policy's namespace with theirs.",
  },
  "peer-selects-nothing": {
    level: "info",
    why: "A rule whose selectors nobody matches opens nothing.",
    fix: "Compare the selectors with the labels of pods and namespaces.",
  },
  "namespace-missing": {
    level: "warning",
    why: "A policy acts in its own namespace only.",
    fix: "Put the policy into the namespace of the pods it is for.",
  },
  "host-network-pods": {
    level: "info",
    why: "Pods on the host network use their node's address; NetworkPolicies do not limit them on most plugins.",
    fix: "Take hostNetwork away where it is not needed, or limit the node's address with other means.",
  },
  "ingress-rules-ignored": {
    level: "warning",
    why: "policyTypes without Ingress makes the ingress section meaningless.",
    fix: "Add Ingress to policyTypes, or take the section away.",
  },
  "egress-rules-ignored": {
    level: "warning",
    why: "policyTypes without Egress makes the egress section meaningless.",
    fix: "Add Egress to policyTypes, or take the section away.",
  },
  "egress-not-isolated": {
    level: "warning",
    why: "Without policyTypes an empty egress section does not isolate: Egress is only assumed where there is an egress rule.",
    fix: "Write policyTypes: [Ingress, Egress].",
  },
  "two-dashes": {
    level: "warning",
    why: "Items of from and to are alternatives: one item with both selectors means both, two items mean either.",
    fix: "Take the dash before podSelector away, if the pods are meant to be in those namespaces.",
  },
  "redundant-policy": {
    level: "warning",
    why: "Other policies that select at least the same pods already isolate them and allow all this one allows: without it nothing would change.",
    fix: "Take it away, or find out what it was meant to do.",
  },
  "redundant-rule": {
    level: "info",
    why: "Another rule of the same policy already allows all this one allows.",
    fix: "Take the rule away.",
  },
  "rule-never-reached": {
    level: "warning",
    why: "Rules of a tier are asked in order of priority and the first that matches decides.",
    fix: "Put the rule before the one that decides first, or take it away.",
  },
  "dns-blocked": {
    level: "warning",
    why: "Pods whose egress is isolated cannot resolve names unless the cluster's DNS is allowed, so what is allowed by name does not work.",
    fix: "Allow the port of the DNS pods, UDP and TCP, to namespace kube-system (openshift-dns), and 169.254.20.10 for node-local caches.",
  },
  "dns-tcp-blocked": {
    level: "info",
    why: "Answers that do not fit into one UDP packet are asked for again over TCP.",
    fix: "Allow the same port over TCP as well.",
  },
  "service-cidr": {
    level: "warning",
    why: "Most plugins look at a packet after the Service's address was replaced by a pod's, so a block of Service addresses matches nothing.",
    fix: "Name the pods behind the Service with podSelector and namespaceSelector.",
  },
  "one-family": {
    level: "warning",
    why: "An IPv4 block says nothing about IPv6, nor the other way round; here pods or nodes have both.",
    fix: "Add a block of the other family, or make sure that it is meant to stay closed.",
  },
  "service-port": {
    level: "warning",
    why: "Policies are asked about the port of the pod, after the Service's port was translated.",
    fix: "Write the target port, or the name the pod gives to it.",
  },
  "named-port-unknown": {
    level: "warning",
    why: "A named port is looked up in the containers of each destination pod; a name nobody declares opens nothing.",
    fix: "Correct the name, or name the port in the pods.",
  },
  "end-port-not-enforced": {
    level: "warning",
    why: "A plugin that does not know endPort reads the range as its first port.",
    fix: "List the ports one by one, or update the plugin.",
  },
  "metadata-open": {
    level: "warning",
    why: "169.254.169.254 hands out the credentials of the node on most clouds, and is within 0.0.0.0/0.",
    fix: "Add except: [169.254.0.0/16], and fd00:ec2::254/128 for IPv6 on AWS.",
  },
  "cidr-host-bits": {
    level: "info",
    why: "Bits beyond the mask are ignored: the block is larger than the address seems to say.",
    fix: "Write the first address of the block, or a longer mask.",
  },
} as const satisfies Readonly<Record<string, LintRule>>;

export type LintId = keyof typeof lintRules;
