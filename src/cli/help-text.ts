// What the help of each command ends with: examples, and what its exit codes mean.
import { accessHelp, auditHelp, couldNotRun, credentialsHelp, networkHelp, type HelpText } from "./help/index.ts";

/** By command, as a user types it. */
const texts: Readonly<Record<string, HelpText>> = {
  ...accessHelp,
  ...auditHelp,
  ...credentialsHelp,
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
