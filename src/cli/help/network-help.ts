// What the help of each network command ends with.
import { couldNotRun, type HelpText } from "./help-of-command.ts";

/** By command, as a user types it. */
export const networkHelp: Readonly<Record<string, HelpText>> = {
  "network reach": {
    examples: [
      ["plimsoll network reach deploy/web svc/db -n shop --port 5432", "one question, with the reasons"],
      ["plimsoll network reach shop/web-1 internet", "any port; also metadata, apiserver, 10.0.0.0/8, node/NAME"],
      ["plimsoll network reach ns/shop -f manifests", "everything the pods of a namespace reach"],
      ["plimsoll network reach --to app=db -n shop", "everything that reaches pods of these labels"],
    ],
    exitCodes: `0 yes, 1 no, partly or unknown, ${couldNotRun}.`,
  },
  "network plugin": {
    examples: [
      ["plimsoll network plugin", "of the cluster of the kubeconfig"],
      ["plimsoll network plugin -f dump.json", "of a dump"],
      ["plimsoll network plugin --node-root /", "on a node, by its own files"],
      ["plimsoll network cni -f dump.json --node-root ./node-1", "a dump, and files copied from a node"],
    ],
    exitCodes: `0 policies are enforced, 1 they are not, only in part, or it is not known, ${couldNotRun}.`,
  },
  "network sensitive": {
    examples: [
      ["plimsoll network sensitive", "all workloads of the cluster of the kubeconfig"],
      ["plimsoll network sensitive -n shop -v", "one namespace, also what reaches nothing"],
    ],
    exitCodes: `0 no ordinary workload reaches metadata or etcd, 1 one does, or it is not known, ${couldNotRun}.`,
  },
  "network explain": {
    examples: [
      ["plimsoll network explain deploy/web -n shop", "what isolates it, in and out, and what is left open"],
      ["plimsoll network explain shop/web-1 -f dump.json", "one pod of a dump"],
    ],
    exitCodes: `0 explained, ${couldNotRun}.`,
  },
  "network diff": {
    examples: [
      ["plimsoll network diff before/ after/", "two folders, files or snapshots"],
      ["plimsoll network diff -f cluster.json --patch policy.yaml", "what a new or edited policy changes"],
      ["plimsoll network diff --remove networkpolicy/shop/default-deny", "what taking one away changes"],
    ],
    exitCodes: `0 no connection opens or closes, 1 some do, ${couldNotRun}.`,
  },
  "network generate": {
    examples: [
      ["plimsoll network generate > policies.yaml", "for all namespaces without policies, from what is declared"],
      ["plimsoll network generate -n shop -f manifests -o terminal", "what they allow, leave open and cut"],
      ["hubble observe -o json | plimsoll network generate -n shop --flows -", "from observed flows"],
      ["plimsoll network generate -A --existing replace --out-dir policies", "one file a namespace"],
    ],
    exitCodes: `0 proven: everything wanted stays possible, 1 something is not, ${couldNotRun}.`,
  },
  "network lint": {
    examples: [
      ["plimsoll network lint -f manifests", "policies that do not do what was meant"],
      ["plimsoll network lint -n shop", "of one namespace of the cluster"],
    ],
    exitCodes: `0 no errors or warnings, 1 some, ${couldNotRun}.`,
  },
  "network map": {
    examples: [
      ["plimsoll network map -o html=map.html", "a map to explore, of the cluster of the kubeconfig"],
      ["plimsoll network map -n shop --ports 443 --ports 53/UDP", "what shop is connected with, on these ports"],
      ["plimsoll network map --by namespace -o dot", "namespaces, for Graphviz; svg and mermaid draw, too"],
      ["plimsoll network map -f ./manifests --complete -o csv", "every pair, from files"],
    ],
    exitCodes: `0 shown, ${couldNotRun}.`,
  },
};
