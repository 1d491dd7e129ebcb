// The objects of one list, taken into the model's terms.
import { isJsonObject } from "../../core/index.ts";
import { admit, kinds, type KindName, type KubernetesObject, type ShapeProblem } from "../../kubernetes/index.ts";
import type { InputProblem } from "../../model/index.ts";
import type { ApiClient, Failure } from "./requests/api-client.ts";
import { listPath, type Served } from "./discovery/discovery.ts";
import { textOf } from "./discovery/discovery-document.ts";
import { listPages, type PageTaker } from "./list-pages.ts";

/** What one list gave; `failure` says why it ended early. */
export interface Collected {
  readonly objects: readonly KubernetesObject[];
  readonly problems: readonly InputProblem[];
  readonly failure?: Failure;
}

/** A kind, and where its objects are listed. */
export interface ListedKind {
  readonly name: KindName;
  readonly where: Served;
}

/** Reads one list, of a namespace where one is given; `seen` is told of each page's objects. */
export async function collectObjects(
  client: ApiClient,
  { name, where }: ListedKind,
  namespace: string | undefined,
  seen: (count: number) => void,
): Promise<Collected> {
  const objects: KubernetesObject[] = [];
  const problems: InputProblem[] = [];
  const taker: PageTaker = {
    page(items) {
      for (const item of items) take(name, where.apiVersion, item, objects, problems);
      seen(items.length);
    },
    restart() {
      objects.length = 0;
      problems.length = 0;
    },
  };
  const failure = await listPages(client, listPath(where, namespace), `${kinds[name].kind}List`, taker);
  return { objects, problems, ...(failure === undefined ? {} : { failure }) };
}

/** Takes one object in; items of a list are written without the apiVersion and kind that the list has. */
export function take(
  name: KindName,
  apiVersion: string,
  item: unknown,
  objects: KubernetesObject[],
  problems: InputProblem[],
): void {
  const whole: unknown = isJsonObject(item) ? { apiVersion, kind: kinds[name].kind, ...item } : item;
  const admission = admit(whole);
  if (admission.status === "admitted" && admission.kind === name) objects.push(admission.object);
  else problems.push(problemOf(name, apiVersion, whole, admission.status === "invalid" ? admission.problems : []));
}

function problemOf(name: KindName, apiVersion: string, item: unknown, faults: readonly ShapeProblem[]): InputProblem {
  const { kind } = kinds[name];
  const metadata = isJsonObject(item) ? item["metadata"] : undefined;
  const namespace = textOf(metadata, "namespace");
  const place = namespace === "" ? {} : { namespace };
  const said = faults.slice(0, 3).map(({ path, message }) => `${path} ${message}`.trim());
  return {
    message: `the API server sent a ${kind} that cannot be read: ${said.join("; ") || "it is of another kind"}`,
    object: { apiVersion, kind, ...place, name: textOf(metadata, "name") || "without a name" },
  };
}
