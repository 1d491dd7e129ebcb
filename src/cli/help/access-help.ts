// Help of the commands about access.
import { couldNotRun, type HelpText } from "./help-of-command.ts";

/** By command, as a user types it. */
export const accessHelp: Readonly<Record<string, HelpText>> = {
  "access can": {
    examples: [
      ["plimsoll access can --as jane get secrets -n shop", "a user; groups with --as-group"],
      ["plimsoll access can --as sa:shop/web create pods/exec web-0 -n shop", "a service account"],
      ["plimsoll access can --as jane --raw GET /metrics", "a path"],
      ["plimsoll access can --as jane delete nodes -f dump.json.gz", "a dump instead of a cluster"],
    ],
    exitCodes: `0 yes, or allowed by what was seen of the chain (then 1 with --strict), 1 no, ${couldNotRun}.`,
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
  "access accounts": {
    examples: [
      ["plimsoll access accounts", "service accounts, the riskiest first"],
      ["plimsoll access accounts -n shop -f dump.json", "of one namespace, from a dump"],
    ],
    exitCodes: `0 listed, ${couldNotRun}.`,
  },
};
