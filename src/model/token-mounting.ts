// Whether the pods of a workload get a token of their service account unasked.
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";
import { serviceAccountOf } from "./workload-lookup.ts";
import type { Workload } from "./workloads.ts";

function buildChoices({ serviceaccounts }: Pick<Parts, "serviceaccounts">): ReadonlyMap<string, boolean | undefined> {
  return new Map(
    serviceaccounts.objects.map(({ metadata, automountServiceAccountToken }) => [
      `${metadata.namespace}/${metadata.name}`,
      automountServiceAccountToken,
    ]),
  );
}

/** The pod's own word counts, then that of its service account, then yes (plugin/pkg/admission/serviceaccount). */
export function mountsToken(model: ClusterModel, workload: Workload): boolean {
  const { spec, namespace } = workload;
  const choices = derive(model, ["serviceaccounts"], buildChoices);
  return spec.automountServiceAccountToken ?? choices.get(`${namespace}/${serviceAccountOf(workload)}`) ?? true;
}

/** Audiences by which the API server is commonly known; its own are not in every model. */
const ofApiServer = /^(?:api$|kubernetes|https:\/\/kubernetes\.default)/;

/** Whether a takeover of the pod finds a token for the API server: mounted by default, or asked for as a projected volume. */
export function holdsToken(model: ClusterModel, workload: Workload): boolean {
  if (mountsToken(model, workload)) return true;
  const sources = (workload.spec.volumes ?? []).flatMap(({ projected }) => projected?.sources ?? []);
  return sources.some(({ serviceAccountToken: token }) => {
    const audience = token?.audience ?? "";
    return token !== undefined && (audience === "" || ofApiServer.test(audience));
  });
}
