// Areas of commands. Those of an area are loaded only when the command line names it, so that starting stays quick.
import type { Command } from "commander";
import type { Io } from "./io.ts";
import type { Outcome } from "./run-cli.ts";

/** Adds the commands of an area below its own. */
export type AddCommands = (area: Command, io: Io, outcome: Outcome) => void;

interface Area {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<AddCommands>;
}

/** Every area, in the order in which help lists them. */
export const areas: readonly Area[] = [
  {
    name: "access",
    description: "Tells who may do what, as the API server's authorizers decide it.",
    load: async () => (await import("./access/index.ts")).addAccessCommands,
  },
  {
    name: "api",
    description: "Tells what the API server serves, and which RBAC rules name what it does not.",
    load: async () => (await import("./api/index.ts")).addApiCommands,
  },
  {
    name: "credential",
    description: "Tells what a token, a certificate or a kubeconfig is, and what whoever has it may do.",
    load: async () => (await import("./credential/index.ts")).addCredentialCommands,
  },
  {
    name: "csr",
    description: "Judges certificate signing requests, and makes them.",
    load: async () => (await import("./csr/index.ts")).addCsrCommands,
  },
  {
    name: "kubeconfig",
    description: "Looks into kubeconfigs, finds what is wrong with them, and makes others of them.",
    load: async () => (await import("./kubeconfig/index.ts")).addKubeconfigCommands,
  },
  {
    name: "network",
    description: "Tells who can talk to whom, and whether the plugin enforces it.",
    load: async () => (await import("./network/index.ts")).addNetworkCommands,
  },
  {
    name: "pki",
    description: "Lists certificates and keys: what each is for, when it ends, what is wrong with it.",
    load: async () => (await import("./pki/index.ts")).addPkiCommands,
  },
  {
    name: "audit",
    description: "Tells what an audit policy records, and what it misses.",
    load: async () => (await import("./audit/index.ts")).addAuditCommands,
  },
];

/** Adds every area to the program; `args` say which of them need their commands. */
export async function addAreas(program: Command, args: readonly string[], io: Io, outcome: Outcome): Promise<void> {
  const [first, second] = args;
  const asked = first === "help" ? second : first;
  const every = first === "completion" || first === "complete";
  for (const { name, description, load } of areas) {
    const area = program.command(name).description(description);
    if (every || asked === name) (await load())(area, io, outcome);
  }
}
