// What the help of each command ends with: examples, and what its exit codes mean.
import { networkHelp } from "./network/network-help.ts";

interface HelpText {
  /** Command lines, and what they do. */
  readonly examples: readonly (readonly [string, string])[];
  readonly exitCodes: string;
}

const couldNotRun = "2 could not run";

/** By command, as a user types it. */
const texts: Readonly<Record<string, HelpText>> = {
  ...networkHelp,
  scan: {
    examples: [
      ["plimsoll scan", "the cluster of the kubeconfig"],
      ["plimsoll scan ./manifests more.yaml", "files and folders"],
      ["helm template web ./chart | plimsoll scan -", "standard input"],
      ["plimsoll scan dump.json.gz", "what kubectl get -o json wrote"],
      ["plimsoll scan --sample", "the sample cluster"],
      ["plimsoll scan -o json -o html=report.html", "two reports at once"],
    ],
    exitCodes: `0 nothing at or above --fail-on, 1 findings, ${couldNotRun}.`,
  },
  explain: {
    examples: [["plimsoll explain pss-privileged", "one check, as `plimsoll checks` lists them"]],
    exitCodes: `0 explained, ${couldNotRun}.`,
  },
  checks: {
    examples: [
      ["plimsoll checks", "all of them"],
      ["plimsoll checks --domain secrets", "those of a domain"],
      ["plimsoll checks --severity high token", "high or critical, about tokens"],
    ],
    exitCodes: `0 listed, ${couldNotRun}.`,
  },
  "snapshot save": {
    examples: [
      ["plimsoll snapshot save shop.snapshot", "the cluster of the kubeconfig"],
      ["plimsoll snapshot save shop.snapshot ./manifests", "files"],
      ["plimsoll scan shop.snapshot", "scans it, anywhere"],
    ],
    exitCodes: `0 saved, ${couldNotRun}.`,
  },
  "snapshot show": {
    examples: [["plimsoll snapshot show shop.snapshot", "what is in it"]],
    exitCodes: `0 shown, ${couldNotRun}.`,
  },
  "snapshot diff": {
    examples: [["plimsoll snapshot diff monday.snapshot friday.snapshot", "what changed"]],
    exitCodes: `0 equal, 1 different, ${couldNotRun}.`,
  },
  "access can": {
    examples: [
      ["plimsoll access can --as jane get secrets -n shop", "a user; groups with --as-group"],
      ["plimsoll access can --as sa:shop/web create pods/exec web-0 -n shop", "a service account"],
      ["plimsoll access can --as jane --raw GET /metrics", "a path"],
      ["plimsoll access can --as jane delete nodes -f dump.json.gz", "a dump instead of a cluster"],
    ],
    exitCodes: `0 yes, 1 no, ${couldNotRun}. Where the rest of the chain was not seen: 0, or 1 with --strict.`,
  },
  "access who-can": {
    examples: [
      ["plimsoll access who-can get secrets -n shop", "everyone, by binding, role and rule"],
      ["plimsoll access who-can create pods/exec -A --become", "and who can become one of them"],
      ["plimsoll access who-can --raw GET /metrics", "a path"],
    ],
    exitCodes: `0 answered, ${couldNotRun}.`,
  },
  "access review": {
    examples: [
      ["plimsoll access review sa:shop/web", "a service account"],
      ["plimsoll access review jane --as-group dev", "a user with its groups"],
      ["plimsoll access review group:dev -o json", "what a group gives; the rules are under scopes[].rules"],
    ],
    exitCodes: `0 answered, ${couldNotRun}.`,
  },
  "access diff": {
    examples: [
      ["plimsoll access diff monday.snapshot friday.snapshot", "two states"],
      ["plimsoll access diff --patch role.yaml", "an edit, on the cluster of the kubeconfig"],
      ["plimsoll access diff dump.json --remove clusterrolebinding/admins", "what nobody could do any more"],
    ],
    exitCodes: `0 nobody gains or loses a right, 1 somebody does, ${couldNotRun}.`,
  },
  "access risky": {
    examples: [
      ["plimsoll access risky", "subjects whose rights are more than they look, the worst first"],
      ["plimsoll access risky --all -v", "also what every cluster has, and every power of each"],
      ["plimsoll access risky -f dump.json -o csv=risky.csv", "as a table"],
    ],
    exitCodes: `0 nobody at or above --fail-on, 1 somebody is, ${couldNotRun}.`,
  },
  "access explain": {
    examples: [
      [`kubectl get secrets 2>&1 | plimsoll access explain -`, "the message of a refusal"],
      ["tail -1 audit.log | plimsoll access explain -", "an event of the audit log"],
      [`plimsoll access explain 'User "jane" cannot list …'`, "a message in quotes"],
    ],
    exitCodes: `0 explained, ${couldNotRun}.`,
  },
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
  "access accounts": {
    examples: [
      ["plimsoll access accounts", "service accounts, the riskiest first"],
      ["plimsoll access accounts -n shop -f dump.json", "of one namespace, from a dump"],
    ],
    exitCodes: `0 listed, ${couldNotRun}.`,
  },
  "credential inspect": {
    examples: [
      ["plimsoll credential inspect ~/.kube/config", "every user of a kubeconfig"],
      ["kubectl create token ci | plimsoll credential inspect - --context dev", "a token, and what it may do there"],
      ["plimsoll credential inspect token.txt --keys jwks.json", "verifies its signature, too"],
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
  "audit policy explain": {
    examples: [
      ["plimsoll audit policy explain policy.yaml --as jane get secrets -n shop", "level, stages and the rule"],
      ["plimsoll audit policy explain policy.yaml --as jane list secrets -A", "in all namespaces at once"],
      ["plimsoll audit policy explain policy.yaml --as x get pods --ending unauthenticated", "a failed login"],
    ],
    exitCodes: `0 something is recorded, 1 nothing is, ${couldNotRun}.`,
  },
  "audit policy lint": {
    examples: [
      ["plimsoll audit policy lint policy.yaml", "rules without effect, blind spots, leaks"],
      ["plimsoll audit policy lint - --fail-on medium < policy.yaml", "for CI"],
    ],
    exitCodes: `0 nothing at or above --fail-on, 1 findings, ${couldNotRun}.`,
  },
  "audit policy coverage": {
    examples: [
      ["plimsoll audit policy coverage policy.yaml", "detections and auditors' questions"],
      ["plimsoll audit policy coverage policy.yaml -o csv=coverage.csv", "as a table"],
    ],
    exitCodes: `0 blind to nothing, 1 blind to something, ${couldNotRun}.`,
  },
  "audit policy generate": {
    examples: [
      ["plimsoll audit policy generate --profile pci > policy.yaml", "the file"],
      ["plimsoll audit policy generate --profile low-volume -o json", "as data"],
    ],
    exitCodes: `0 printed, ${couldNotRun}.`,
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
  completion: {
    examples: [
      ["source <(plimsoll completion bash)", "in this shell, with bash-completion"],
      ["plimsoll completion fish > ~/.config/fish/completions/plimsoll.fish", "for good"],
    ],
    exitCodes: `0 printed, ${couldNotRun}.`,
  },
};

/** The end of the help of a command. */
export function helpText(command: string): string {
  const { examples = [], exitCodes = "" } = texts[command] ?? {};
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, what]) => `  ${line.padEnd(width)}  # ${what}`);
  return `\nExamples:\n${lines.join("\n")}\n\nExit codes: ${exitCodes}`;
}
