// What a pod has that its template has not: added by its controller, by admission or by the scheduler.
import {
  controllerOf,
  type Container,
  type KubernetesObject,
  type PodTemplate,
  type Volume,
} from "../kubernetes/index.ts";

/** Whose template it is, as far as that tells what was added. */
export interface TemplateHolder {
  /** The pod itself; undefined for the template of a controller. */
  readonly pod?: KubernetesObject;
  /** The template of the controller at the top; undefined where none was seen. */
  readonly template?: PodTemplate;
  /** The names of the volumeClaimTemplates of a StatefulSet that was seen. */
  readonly claims?: ReadonlySet<string>;
}

type EnvVar = NonNullable<Container["env"]>[number];
type Resources = NonNullable<Container["resources"]>;

const tokenVolume = /^(?:kube-api-access-[a-z0-9]{5}|[a-z0-9.-]+-token-[a-z0-9]{5})$/;
/** The admission plugin LimitRanger leaves it on pods it gave defaults. */
const limitRanger = "kubernetes.io/limit-ranger";

/**
 * Fields that the API server, admission plugins, the scheduler or a controller fill in for every pod: the DaemonSet
 * controller binds each pod to its node by affinity and adds tolerations (pkg/controller/daemon/util), priority classes
 * may have a default (plugin/pkg/admission/priority).
 */
const filledIn = new Set<string>([
  "nodeName",
  "affinity",
  "tolerations",
  "priority",
  "priorityClassName",
  "preemptionPolicy",
  "schedulerName",
  "enableServiceLinks",
  "dnsPolicy",
  "terminationGracePeriodSeconds",
  "restartPolicy",
  "imagePullSecrets",
  "hostname",
  "subdomain",
  "serviceAccount",
]);

/** The items that stay; the list itself where all do. */
function without<T>(items: readonly T[], isAdded: (item: T) => boolean): readonly T[] {
  return items.some(isAdded) ? items.filter((item) => !isAdded(item)) : items;
}

/** Whether a field of the spec is filled in for every pod. */
export function isFilledIn(field: string): boolean {
  return filledIn.has(field);
}

/** Whether a volume, or the mount of one, is that of the token. */
export function isOfToken({ name }: { readonly name?: string }): boolean {
  return name !== undefined && tokenVolume.test(name);
}

/**
 * The volume of a claim that a StatefulSet makes for each of its pods: `data` with the claim `data-web-0` in pod `web-0`, in
 * place of a volume of that name in the template (pkg/controller/statefulset, updateStorage). Which volumes those are is told
 * by the StatefulSet, or where it was not seen by the name of the claim.
 */
function isOfClaim({ name = "", persistentVolumeClaim }: Volume, { pod, claims }: TemplateHolder): boolean {
  if (claims?.has(name) === false) return false;
  if (pod === undefined) return claims !== undefined;
  return persistentVolumeClaim?.claimName === `${name}-${pod.metadata.name}` && isNumbered(pod);
}

/** Tells which volumes of a template were added to it. */
export function isAddedVolume(holder: TemplateHolder): (volume: Volume) => boolean {
  return (volume) => isOfToken(volume) || isOfClaim(volume, holder);
}

/** Whether LimitRanger changed a pod. */
export function isLimited({ pod }: TemplateHolder): boolean {
  return pod !== undefined && Object.hasOwn(pod.metadata.annotations ?? {}, limitRanger);
}

/** Whether a pod is called as its StatefulSet calls it. */
function isNumbered(pod: KubernetesObject): boolean {
  const { kind, name = "" } = controllerOf(pod) ?? {};
  const own = pod.metadata.name;
  return kind === "StatefulSet" && own.startsWith(`${name}-`) && /^\d+$/.test(own.slice(name.length + 1));
}

/** Every container of an Indexed Job is told its index (pkg/controller/job, addCompletionIndexEnvVariable). */
function isIndex({ name, valueFrom }: EnvVar): boolean {
  if (name !== "JOB_COMPLETION_INDEX") return false;
  const { fieldPath } = (valueFrom?.fieldRef ?? {}) as { readonly fieldPath?: unknown };
  return typeof fieldPath === "string" && fieldPath.includes("batch.kubernetes.io/job-completion-index");
}

/** Pods on the host's network get each port as hostPort; since 1.28 their templates do not (API defaults of core/v1). */
function withoutDefaultPorts(ports: NonNullable<Container["ports"]>): NonNullable<Container["ports"]> {
  return ports.map(({ hostPort, ...port }) =>
    hostPort === port.containerPort ? port : { ...port, ...(hostPort === undefined ? {} : { hostPort }) },
  );
}

/** Pods get their limits as requests where they have none, templates do not (API defaults of core/v1, SetDefaults_Pod). */
function withDefaultRequests(resources: Resources): Resources {
  const { limits, requests = {} } = resources;
  const isComplete = limits === undefined || Object.keys(limits).every((name) => Object.hasOwn(requests, name));
  return isComplete ? resources : { limits, requests: { ...limits, ...requests } };
}

/** What LimitRanger gave a container (plugin/pkg/admission/limitranger) is what its template does not set. */
function setBy(template: Resources, resources: Resources): Resources {
  const own = withDefaultRequests(template);
  const kept: Record<string, Resources["limits"]> = {};
  for (const [field, values] of Object.entries(withDefaultRequests(resources)) as ["limits", Resources["limits"]][]) {
    const names = Object.entries(values ?? {}).filter(([name]) => Object.hasOwn(own[field] ?? {}, name));
    if (names.length > 0) kept[field] = Object.fromEntries(names);
  }
  return kept;
}

/** The container without additions. `like` is its counterpart in the template of a pod that LimitRanger changed. */
function bare(container: Container, hostNetwork: boolean, like: Container | undefined): Container {
  const { env, ports, resources, volumeMounts, ...rest } = container;
  const mounts = volumeMounts === undefined ? [] : without(volumeMounts, isOfToken);
  const variables = env === undefined ? [] : without(env, isIndex);
  return {
    ...rest,
    ...(variables.length > 0 && { env: variables }),
    ...(ports !== undefined && { ports: hostNetwork ? withoutDefaultPorts(ports) : ports }),
    ...(resources !== undefined && {
      resources: like === undefined ? withDefaultRequests(resources) : setBy(like.resources ?? {}, resources),
    }),
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  };
}

/** The spec as its controller wrote it: equal for a template and its pods. Linear in the spec. */
export function withoutAdditions({ spec = {} }: PodTemplate, holder: TemplateHolder): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(spec)) if (!isFilledIn(key)) result[key] = value;
  result["serviceAccountName"] = spec.serviceAccountName ?? spec.serviceAccount ?? "default";
  const volumes = without(spec.volumes ?? [], isAddedVolume(holder));
  result["volumes"] = volumes.length === 0 ? undefined : volumes;
  const limited = isLimited(holder);
  for (const field of ["containers", "initContainers"] as const) {
    const likes = limited ? holder.template?.spec?.[field] : undefined;
    result[field] = spec[field]?.map((container) => {
      const like = likes?.find(({ name }) => name === container.name);
      return bare(container, spec.hostNetwork === true, like);
    });
  }
  return result;
}
