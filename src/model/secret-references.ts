// The Secrets a pod template asks for.
import { placedContainers } from "../kubernetes/index.ts";
import type { Workload } from "./workloads.ts";

/** One reference to a Secret of the pod's namespace. */
export interface SecretReference {
  readonly name: string;
  /** Field path in the object that holds the template. */
  readonly path: string;
  /** The pod starts without the Secret too. */
  readonly optional: boolean;
}

type Place = readonly [path: string, name: string | undefined, optional: boolean | undefined];

function volumePlaces({ spec }: Workload): Place[] {
  return (spec.volumes ?? []).flatMap(({ secret, projected }, index): Place[] => [
    [`volumes[${index}].secret.secretName`, secret?.secretName, secret?.optional],
    ...(projected?.sources ?? []).map((source, at): Place => [
      `volumes[${index}].projected.sources[${at}].secret.name`,
      source.secret?.name,
      source.secret?.optional,
    ]),
  ]);
}

function containerPlaces({ spec }: Workload): Place[] {
  return placedContainers(spec).flatMap(({ container: { env = [], envFrom = [] }, field, index }): Place[] => {
    const container = `${field}[${index}]`;
    return [
      ...env.map(({ valueFrom }, at): Place => {
        const { name, optional } = valueFrom?.secretKeyRef ?? {};
        return [`${container}.env[${at}].valueFrom.secretKeyRef.name`, name, optional];
      }),
      ...envFrom.map(({ secretRef }, at): Place => [
        `${container}.envFrom[${at}].secretRef.name`,
        secretRef?.name,
        secretRef?.optional,
      ]),
    ];
  });
}

/**
 * Every Secret a workload's pods mount, read into variables or pull images with. A missing pull secret does not keep a
 * pod from starting, so those count as optional.
 */
export function secretReferences(workload: Workload): readonly SecretReference[] {
  const pullSecrets = (workload.spec.imagePullSecrets ?? []).map(({ name }, index): Place => [
    `imagePullSecrets[${index}].name`,
    name,
    true,
  ]);
  return [...volumePlaces(workload), ...containerPlaces(workload), ...pullSecrets].flatMap(([path, name, optional]) =>
    name === undefined || name === ""
      ? []
      : [{ name, path: `${workload.prefix}spec.${path}`, optional: optional === true }],
  );
}
