// plimsoll api resources: what does the API server serve?
import type { Command } from "commander";
import { PlimsollError } from "../../core/index.ts";
import { newestSupported } from "../../facts/kubernetes-versions/index.ts";
import type { KindName } from "../../kubernetes/index.ts";
import { buildModel, type ClusterModel } from "../../model/index.ts";
import type { ResourceFilter } from "../../use-cases/api-resources/index.ts";
import { ask, writeQuestioned } from "../ask.ts";
import { requestedVersion } from "../choose-source.ts";
import { collect } from "../collect.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import { readConfig } from "../read-config.ts";
import type { Outcome } from "../run-cli.ts";
import { parseTargets } from "../write-answer.ts";

interface ResourcesOptions extends QuestionOptions {
  readonly apiGroup?: string;
  readonly namespaced?: string | true;
  readonly verbs?: readonly string[];
  readonly categories?: readonly string[];
  readonly builtin?: true;
  readonly rbac?: true;
  readonly all?: true;
}

const rbacKinds: readonly KindName[] = [
  "roles.rbac.authorization.k8s.io",
  "clusterroles.rbac.authorization.k8s.io",
  "rolebindings.rbac.authorization.k8s.io",
  "clusterrolebindings.rbac.authorization.k8s.io",
];

function usage(message: string, hint: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint });
}

function filterOf(text: string | undefined, options: ResourcesOptions): ResourceFilter {
  const { apiGroup, namespaced, verbs, categories } = options;
  if (namespaced !== undefined && namespaced !== true && namespaced !== "true" && namespaced !== "false")
    throw usage(`--namespaced=${namespaced} is neither true nor false`, "write --namespaced, or --namespaced=false");
  return {
    ...(apiGroup === undefined ? {} : { apiGroup }),
    ...(namespaced === undefined ? {} : { namespaced: namespaced !== "false" }),
    ...(verbs === undefined ? {} : { verbs }),
    ...(categories === undefined ? {} : { categories }),
    ...(text === undefined ? {} : { text }),
  };
}

/** A model of nothing but a version. */
function emptyModel(options: ResourcesOptions, io: Io): ClusterModel {
  const gap = { reason: "only the built-in table was asked", remedy: "leave out --builtin" };
  const reading = {
    origin: { kind: "manifests", label: "built-in table" },
    parts: new Map(),
    others: { status: "given", gap },
    otherKinds: [],
    problems: [],
    locate: () => undefined,
  } as const;
  const version = requestedVersion(options.kubernetesVersion);
  return buildModel(reading, { now: io.now(), newestSupported, ...(version === undefined ? {} : { version }) });
}

async function runResources(text: string | undefined, options: ResourcesOptions, io: Io): Promise<0 | 1> {
  const { askApiResources, askRbacNames } = await import("../../use-cases/api-resources/index.ts");
  const filter = filterOf(text, options);
  const { rbac, builtin, all } = options;
  if (rbac === true && builtin === true)
    throw usage("--rbac and --builtin were given", "--builtin reads no roles: name a file with -f, or a cluster");
  if (rbac === true && Object.keys(filter).length > 0)
    throw usage("--rbac and a filter were given", "ask for one or the other");
  if (builtin === true) {
    parseTargets(readConfig(undefined, io.env, { ...options }));
    await writeQuestioned(askApiResources(emptyModel(options, io), filter, options.verbose === true), options, io);
    return 0;
  }
  // Of a cluster only what the question needs is listed; discovery tells the rest.
  const limited = { ...options, kinds: rbac === true ? rbacKinds : [], allGroups: true } as const;
  if (rbac !== true) {
    await ask(limited, io, (model) => askApiResources(model, filter, options.verbose === true));
    return 0;
  }
  const { faults } = await ask(limited, io, (model) => askRbacNames(model, all === true));
  return faults.length > 0 ? 1 : 0;
}

/** Adds `api resources`. */
export function addResources(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("resources")
    .summary("what does the API server serve?")
    .description(
      "Lists groups, versions, resources, verbs and scope: as the server says, or by the built-in table of a version.",
    )
    .argument("[text]", "only resources whose name, kind, short name or group has this text")
    .option("--api-group <name>", "only this group; core is the one without a name")
    .option("--namespaced [boolean]", "only those in namespaces; with =false only those that are not")
    .option("--verbs <list>", "only those served with all of these verbs", collect)
    .option("--categories <list>", "only those in all of these categories", collect)
    .option("--builtin", "the built-in table of --kubernetes-version; reads no input")
    .option("--rbac", "instead: RBAC rules that name what is not served")
    .option("--all", "with --rbac: also the roles Kubernetes makes itself");
  questionOptions(command);
  command
    .addHelpText("after", helpText("api resources"))
    .action(async (text: string | undefined, options: ResourcesOptions) => {
      outcome.exitCode = await runResources(text, options, io);
    });
}
