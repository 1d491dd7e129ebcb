// Help of the commands about credentials, certificates and what the API serves.
import { couldNotRun, type HelpText } from "./help-of-command.ts";

/** By command, as a user types it. */
export const credentialsHelp: Readonly<Record<string, HelpText>> = {
  "csr list": {
    examples: [
      ["plimsoll csr list", "requests of the cluster of the kubeconfig"],
      ["plimsoll csr list -f dump.json -o csv", "of a dump, as a table"],
    ],
    exitCodes: `0 listed, ${couldNotRun}.`,
  },
  "csr review": {
    examples: [
      ["plimsoll csr review csr-8xkq2", "a request of the cluster of the kubeconfig"],
      ["plimsoll csr review jane.csr --as jane -f dump.json --complete", "bare PKCS#10, against a dump"],
      ["kubectl get csr jane -o yaml | plimsoll csr review -", "standard input, against the cluster"],
    ],
    exitCodes: `0 approve, 1 deny or doubtful, ${couldNotRun}.`,
  },
  "csr create": {
    examples: [
      ["plimsoll csr create --user jane --group dev", "key, request and the commands; nothing is sent"],
      ["plimsoll csr create --user jane --group dev --apply", "sends it, and waits for somebody to approve it"],
      ["plimsoll csr create --user jane --days 7 --apply --approve", "all the way to a kubeconfig"],
    ],
    exitCodes: `0 made, or with --apply issued, 1 not issued, ${couldNotRun}.`,
  },
  "api resources": {
    examples: [
      ["plimsoll api resources", "what the cluster of the kubeconfig serves"],
      ["plimsoll api resources --verbs list,get --namespaced", "what lives in namespaces and can be read"],
      ["plimsoll api resources --kubernetes-version 1.37 --builtin", "of a version, without a cluster"],
      ["plimsoll api resources --rbac -f dump.json", "RBAC rules that name what is not served"],
    ],
    exitCodes: `0 listed; with --rbac 0 all is served, 1 some rule names what is not, ${couldNotRun}.`,
  },
  "credential inspect": {
    examples: [
      ["plimsoll credential inspect ~/.kube/config", "every user of a kubeconfig"],
      ["kubectl create token ci | plimsoll credential inspect - --context dev", "a token, and what it may do there"],
      ["plimsoll credential inspect token.txt --keys jwks.json", "verifies its signature, too"],
      [
        "plimsoll credential inspect id-token.txt --authentication-config authentication.yaml",
        "a token of an issuer, as the API server's configuration takes it",
      ],
      ["plimsoll credential inspect jane.crt --ca ca.crt -f dump.json.gz", "a client certificate, and its rights"],
    ],
    exitCodes: `0 usable, as far as was seen, 1 expired, refused or none, ${couldNotRun}.`,
  },
  "pki list": {
    examples: [
      ["plimsoll pki list /etc/kubernetes /var/lib/kubelet/pki", "the files of a kubeadm node"],
      ["plimsoll pki list", "the kubeconfig, and bundles and issued certificates in its cluster"],
      ["plimsoll pki list ~/.kube/config -o csv", "one kubeconfig, as a table"],
      ["plimsoll pki list 10.0.0.5:6443 [fd00::5]:2379 --ca ca.crt", "what servers show"],
      ["plimsoll pki list cluster.snapshot --within 90d", "a snapshot; what ends within 90 days counts"],
    ],
    exitCodes: `0 nothing expired, near its end or wrong, 1 something is, ${couldNotRun}.`,
  },
  "kubeconfig view": {
    examples: [
      ["plimsoll kubeconfig view", "every context: server, user, credential, until when"],
      ["plimsoll kubeconfig view --kubeconfig admin.conf -o json", "of one file, for a machine"],
    ],
    exitCodes: `0 shown, ${couldNotRun}.`,
  },
  "kubeconfig lint": {
    examples: [
      ["plimsoll kubeconfig lint", "the files kubectl reads"],
      ["plimsoll kubeconfig lint --kubeconfig from-a-friend.yaml", "before it is used: plugins, TLS, odd fields"],
      ["plimsoll kubeconfig lint --connect --fail-on medium", "also asks the servers for their certificates"],
    ],
    exitCodes: `0 nothing at or above --fail-on, 1 something is, ${couldNotRun}.`,
  },
  "kubeconfig extract": {
    examples: [
      [`eval "$(plimsoll kubeconfig extract server)"`, "sets KUBE_SERVER"],
      ["plimsoll kubeconfig extract all --out-dir keys", "server, ca.crt, client.crt, client.key, token as files"],
      ["plimsoll kubeconfig extract token --exec", "runs the user's credential plugin"],
    ],
    exitCodes: `0 printed or written, ${couldNotRun}.`,
  },
  "kubeconfig minify": {
    examples: [
      ["plimsoll kubeconfig minify --context dev --flatten -o dev.kubeconfig", "one context, all in one file"],
      ["plimsoll kubeconfig minify", "the current context, on standard output"],
    ],
    exitCodes: `0 written, ${couldNotRun}.`,
  },
  "kubeconfig merge": {
    examples: [
      ["plimsoll kubeconfig merge ~/.kube/config new.yaml -o all.yaml", "the first that has a name wins"],
      ["plimsoll kubeconfig merge a.yaml b.yaml --rename-conflicts", "keeps both, under two names"],
    ],
    exitCodes: `0 written, ${couldNotRun}.`,
  },
  "kubeconfig create": {
    examples: [
      ["plimsoll kubeconfig create --service-account shop/ci --duration 1h", "prints the commands; sends nothing"],
      [
        "plimsoll kubeconfig create --service-account shop/ci --apply -o ci.kubeconfig",
        "asks for the token, writes the file",
      ],
      ["plimsoll kubeconfig create --from-csr jane --key jane.key -o jane.kubeconfig", "from an issued certificate"],
      ["plimsoll kubeconfig create --token-file token -o t.kubeconfig", "from a token"],
    ],
    exitCodes: `0 printed or written, ${couldNotRun}.`,
  },
};
