// Writes of RBAC objects by impersonated users, through the whole API server: authorization, escalation check, validation.
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { JsonObject, JsonValue } from "../../../src/core/index.ts";
import {
  answerRbacRequest,
  buildRbacIndex,
  nodeAuthority,
  type RbacGuard,
  type RbacObjects,
} from "../../../src/engines/authorization/index.ts";
import {
  canonical,
  rbacObjectsOf,
  readJson,
  recordedVersion,
  sortedErrors,
  userOf,
  type VectorUser,
} from "../authorization/world.ts";
import { filesOf, linesOf } from "../vector-files.ts";
import type { CaseResult, VectorSet } from "../vector-set.ts";

interface Row {
  readonly id: number;
  readonly user: VectorUser;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly contentType: string | null;
    readonly body: JsonValue;
  };
  readonly existing: JsonObject | null;
  readonly allowed: boolean;
  readonly response: {
    readonly code: number;
    readonly reason?: string;
    readonly message?: string;
    readonly object?: unknown;
  };
}

interface World {
  readonly objects: readonly JsonObject[];
  readonly authorizationModes: readonly string[];
  readonly includesBootstrapPolicy?: boolean;
}

/** A file of a folder, plain or gzipped. */
function find(folder: string, name: string): string | undefined {
  return [name, `${name}.gz`].map((file) => join(folder, file)).find((file) => existsSync(file));
}

/** The default policy lies beside the attempts, or in the folder of the discovery vectors. */
function bootstrapPolicy(folder: string): RbacObjects {
  const name = "bootstrap-rbac.json";
  const file = find(folder, name) ?? find(join(dirname(folder), "discovery"), name);
  if (file === undefined)
    throw new Error(`the default policy is missing: there is no ${name} in ${folder} or discovery beside it`);
  return rbacObjectsOf(readJson(file));
}

function guardOf(world: World, folder: string): RbacGuard {
  const own = (kind: string): never[] => world.objects.filter((one) => one["kind"] === kind) as never[];
  const defaults = world.includesBootstrapPolicy === true ? bootstrapPolicy(folder) : rbacObjectsOf({});
  const rbac = buildRbacIndex({
    clusterRoles: [...defaults.clusterRoles, ...own("ClusterRole")],
    clusterRoleBindings: [...defaults.clusterRoleBindings, ...own("ClusterRoleBinding")],
    roles: [...defaults.roles, ...own("Role")],
    roleBindings: [...defaults.roleBindings, ...own("RoleBinding")],
  });
  const node = nodeAuthority({ pods: [], persistentVolumes: [], volumeAttachments: [] }, recordedVersion);
  const authorizers = world.authorizationModes.map((mode) =>
    mode === "Node" ? ({ type: "Node", node } as const) : ({ type: "RBAC", rbac } as const),
  );
  return { rbac, chain: { authorizers, version: recordedVersion } };
}

function judge(guard: RbacGuard, { user, request, existing, response, allowed }: Row): string | undefined {
  const { method, path, contentType, body } = request;
  const groups = [...(user.groups ?? []), "system:authenticated"]; // as impersonation adds it
  const given = answerRbacRequest(guard, {
    user: userOf({ ...user, groups }),
    method,
    path,
    body,
    ...(contentType === null ? {} : { contentType }),
    ...(existing === null ? {} : { existing }),
  });
  if (given === undefined) return `the request ${method} ${path} is not understood`;
  const { code, reason, message } = { reason: undefined, message: undefined, ...given };
  const object = "object" in given && response.object !== undefined ? given.object : undefined;
  const comparable = [code, reason, sortedErrors(message ?? ""), canonical(object)];
  const wanted = [response.code, response.reason, sortedErrors(response.message ?? ""), canonical(response.object)];
  if (comparable.every((one, index) => one === wanted[index]) && allowed === code < 300) return undefined;
  return `expected ${JSON.stringify(wanted)}, was ${JSON.stringify(comparable)}`;
}

async function* run(files: readonly string[]): AsyncGenerator<CaseResult> {
  for (const file of files) {
    const name = basename(file).replace(/\.attempts\.jsonl(?:\.gz)?$/, "");
    const world = find(dirname(file), `${name}.world.json`);
    if (world === undefined) throw new Error(`there is no world beside ${file}`);
    const guard = guardOf(readJson(world) as World, dirname(file));
    for await (const line of linesOf(file)) {
      const row = JSON.parse(line) as Row;
      const message = judge(guard, row);
      const id = `${name}/${row.id}`;
      yield message === undefined ? { id, passed: true } : { id, passed: false, message };
    }
  }
}

export const escalation: VectorSet = {
  name: "escalation",
  find: (folders) => filesOf("escalation", folders, /\.attempts\.jsonl(?:\.gz)?$/),
  run,
};
