// Table of what kubeconfig lint looks for: stable ids, how bad each is, why, and what to do.
import type { Severity } from "../../../core/index.ts";

interface LintRule {
  readonly severity: Severity;
  readonly why: string;
  readonly fix: string;
}

/** By id; ids are never reused. A finding may be more or less severe than its rule. */
export const lintRules = {
  unreadable: {
    severity: "high",
    why: "kubectl and every other client refuse the whole file, and with it all others of KUBECONFIG.",
    fix: "Correct the field named.",
  },
  "duplicate-name": {
    severity: "high",
    why: "kubectl refuses a file in which two entries of a list have one name, and prints the whole list, secrets too, in its message.",
    fix: "Rename one of them.",
  },
  "no-server": {
    severity: "medium",
    why: "kubectl refuses a context that leads to a cluster without a server.",
    fix: "Give the address of the API server, or remove the entry.",
  },
  "tls-not-verified": {
    severity: "high",
    why: "Anyone on the way can answer for the API server, read the credentials and act with them.",
    fix: "Take insecure-skip-tls-verify out and give the cluster's CA in certificate-authority-data.",
  },
  "plain-http": {
    severity: "high",
    why: "Requests and answers can be read and changed on the way; kubectl sends no credentials over plain http, so the server lets in whoever comes.",
    fix: "Use the https address of the API server.",
  },
  "no-authority": {
    severity: "medium",
    why: "Without a CA of its own the server is believed with a certificate of any authority this machine trusts, and there are many.",
    fix: "Put the cluster's CA into certificate-authority-data.",
  },
  "authority-unusable": {
    severity: "high",
    why: "What is given as the CA cannot vouch for any server.",
    fix: "Put the certificate of the authority that signs the API server's certificate here.",
  },
  "authority-does-not-fit": {
    severity: "high",
    why: "The server that answered is not one this file trusts: the CA is old or another's, or somebody stands in between.",
    fix: "Get the CA anew from a place you trust; never switch the verification off instead.",
  },
  "certificate-unusable": {
    severity: "high",
    why: "The API server does not accept the client certificate.",
    fix: "Have a new one signed: plimsoll csr create.",
  },
  "certificate-expired": {
    severity: "high",
    why: "The API server refuses an expired certificate.",
    fix: "Have a new one signed: plimsoll csr create; kubeadm certs renew for kubeadm's own files.",
  },
  "expires-soon": {
    severity: "medium",
    why: "After that nobody gets in with it.",
    fix: "Renew it now.",
  },
  "certificate-key-mismatch": {
    severity: "high",
    why: "Certificate and key belong to different pairs, so no TLS connection comes about.",
    fix: "Put the key here that the certificate was requested with.",
  },
  "key-missing": {
    severity: "high",
    why: "A certificate proves nothing without its key.",
    fix: "Add client-key-data or client-key.",
  },
  "weak-cryptography": {
    severity: "medium",
    why: "Keys this short and signatures this old can be forged.",
    fix: "Have a certificate signed for a new key (RSA of 2048 bits, or ECDSA).",
  },
  "masters-certificate": {
    severity: "high",
    why: "Members of system:masters may do anything: no authorizer is asked, no binding takes it away, and a certificate cannot be revoked.",
    fix: "Keep such a file for emergencies, offline. For daily work use a certificate or login of a group that RBAC binds.",
  },
  "token-expired": {
    severity: "high",
    why: "The API server refuses an expired token.",
    fix: "Ask for a new one: kubectl create token, or log in again.",
  },
  "token-never-expires": {
    severity: "medium",
    why: "Whoever gets the file has the rights of the account until somebody deletes the token's Secret.",
    fix: "Use tokens that expire (plimsoll kubeconfig create --service-account), then delete the Secret.",
  },
  "embedded-key": {
    severity: "info",
    why: "The file itself is a credential: whoever reads it is this user.",
    fix: "Guard it like a password; a credential plugin leaves nothing to steal in the file.",
  },
  "embedded-token": {
    severity: "info",
    why: "The file itself is a credential: whoever reads it is this user.",
    fix: "Guard it like a password; a credential plugin leaves nothing to steal in the file.",
  },
  "basic-authentication": {
    severity: "high",
    why: "Kubernetes takes no passwords since 1.19, so this one only waits to be stolen.",
    fix: "Remove username and password.",
  },
  "auth-provider": {
    severity: "medium",
    why: "Built-in providers are gone from kubectl (gcp and azure with 1.26); oidc still works, and keeps a refresh token and a client secret in the file.",
    fix: "Use a credential plugin: kubelogin, gke-gcloud-auth-plugin, aws eks get-token.",
  },
  "exec-api-version": {
    severity: "high",
    why: "kubectl runs plugins of client.authentication.k8s.io/v1 and v1beta1 only (v1alpha1 is gone since 1.24), and those of v1 only where interactiveMode says whether they may ask.",
    fix: "Write client.authentication.k8s.io/v1 and interactiveMode IfAvailable, where the plugin knows v1, else v1beta1.",
  },
  "exec-relative-path": {
    severity: "medium",
    why: "The program beside the kubeconfig is run: who sends the file can send the program, too.",
    fix: "Name an installed program, with its absolute path.",
  },
  "exec-found-by-path": {
    severity: "info",
    why: "Whichever program of this name comes first in PATH is run with your rights.",
    fix: "Write its absolute path, if the file stays on this machine.",
  },
  "exec-missing": {
    severity: "medium",
    why: "Without its plugin the user cannot log in; in a folder others write to, somebody else may put one there.",
    fix: "Install the plugin, or correct the path.",
  },
  "exec-writable": {
    severity: "high",
    why: "Whoever can replace the program gets your credentials and runs as you at the next kubectl.",
    fix: "Take away the right of others to write the program and its folder.",
  },
  "exec-odd-folder": {
    severity: "high",
    why: "Programs in folders for temporary and downloaded files were put there by chance or by somebody else.",
    fix: "Install the plugin where programs belong, and check where it came from.",
  },
  "exec-shell": {
    severity: "medium",
    why: "A shell or interpreter runs whatever the file's arguments say: a kubeconfig from somebody else is then a program from somebody else.",
    fix: "Read the arguments, or use a plugin made for it.",
  },
  "exec-environment": {
    severity: "high",
    why: "These variables make a harmless program load or run another one.",
    fix: "Take the variable out; set it where the plugin is installed, if it is needed.",
  },
  "exec-secret": {
    severity: "medium",
    why: "Arguments and environment of a plugin can be seen by others on the machine, and stand in the file in clear text.",
    fix: "Let the plugin keep its secrets itself.",
  },
  "proxy-credentials": {
    severity: "medium",
    why: "The password of the proxy stands in clear text in the file.",
    fix: "Use a proxy without a password here, or HTTPS_PROXY from a safe place.",
  },
  "server-credentials": {
    severity: "medium",
    why: "A user name or password in the server's address ends in logs and process lists, and Kubernetes does not use it.",
    fix: "Take it out of the address.",
  },
  impersonation: {
    severity: "medium",
    why: "Every command acts as somebody else without saying so, and audit logs show two names.",
    fix: "Take it out and use --as where it is meant.",
  },
  "tls-server-name": {
    severity: "low",
    why: "The server is believed with a certificate for another name than the one it is called by.",
    fix: "Put the name into the server's certificate (kubeadm: apiServer.certSANs) and take tls-server-name out.",
  },
  "file-mode": {
    severity: "high",
    why: "Other users of the machine can read the credentials.",
    fix: "chmod 600",
  },
  "file-writable": {
    severity: "high",
    why: "Other users can change where you connect to and which plugin you run.",
    fix: "chmod 600",
  },
  "file-owner": {
    severity: "medium",
    why: "Its owner can read and change it at any time.",
    fix: "Copy it to a file of your own.",
  },
  "folder-writable": {
    severity: "medium",
    why: "Other users can put another file in its place.",
    fix: "chmod 700",
  },
  symlink: {
    severity: "low",
    why: "The file lies elsewhere, under the rights of that place.",
    fix: "Make sure of the folder it lies in.",
  },
  "file-missing": {
    severity: "high",
    why: "The user or cluster does not work without it.",
    fix: "Put the file there, or correct the path.",
  },
  contradiction: {
    severity: "high",
    why: "kubectl refuses an entry that says two things at once, or silently takes one of them.",
    fix: "Take one of them out.",
  },
  "shared-credential": {
    severity: "low",
    why: "Two users with one credential are one user: what one of them does, the other has done.",
    fix: "Keep one of them, or have a credential made for each.",
  },
  "dangling-context": {
    severity: "medium",
    why: "The context does not work, and if an entry of that name is ever merged in, it leads there.",
    fix: "Remove the context, or correct the name.",
  },
  "current-context": {
    severity: "medium",
    why: "Commands without --context do not work, or go wherever another file's context of that name leads.",
    fix: "kubectl config use-context",
  },
  "unused-entry": {
    severity: "low",
    why: "Nobody misses it but a thief: credentials that are not used are only good for being stolen.",
    fix: "Remove the entry.",
  },
  "shadowed-entry": {
    severity: "low",
    why: "An earlier file has an entry of that name, so this one is never used.",
    fix: "Rename it: plimsoll kubeconfig merge --rename-conflicts.",
  },
  "unknown-field": {
    severity: "low",
    why: "kubectl passes over fields it does not know, so what it should do is not done.",
    fix: "Correct the name, or remove the field.",
  },
} as const satisfies Readonly<Record<string, LintRule>>;

/** The id of a rule. */
export type LintId = keyof typeof lintRules;
