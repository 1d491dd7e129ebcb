// Which ingress controller a class means, and how its pods are told.
import data from "./data.json" with { type: "json" };
import type { IngressController, IngressControllers } from "./schema.ts";

export type { IngressController, IngressControllers } from "./schema.ts";

/** The table, sorted by id. */
export const ingressControllers = data as unknown as IngressControllers;

/**
 * The controllers a class may mean: what its IngressClass says (`controller`), else those its name is usual for, of which
 * there may be several; none where nobody knows.
 */
export function ingressControllersOf(
  controller: string | undefined,
  className: string | undefined,
): readonly IngressController[] {
  const { rows } = ingressControllers;
  if (controller !== undefined)
    return rows.filter(({ controllers }) => controllers.some((one) => controller.startsWith(one)));
  return className === undefined ? [] : rows.filter(({ classes }) => classes.includes(className));
}

/** Whether an image is one of the controller's; `repository` is without registry, and a mirror keeps the end of it. */
export function isImageOf({ images }: IngressController, repository: string): boolean {
  return images.some((image) => repository === image || repository.endsWith(`/${image}`));
}
