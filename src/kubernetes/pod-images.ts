// The images a pod asks for: those its containers run, and those it mounts.
import { placedContainers, type PodSpec } from "./pod-spec.ts";

/** An image reference with its place in the pod spec. */
export interface PlacedImage {
  readonly image: string;
  /** Field path within the pod spec. */
  readonly path: string;
  /** `container web`, `volume models`. */
  readonly user: string;
}

/** All images of a pod that are named: of init, main and ephemeral containers, then of image volumes. Linear in the spec. */
export function placedImages(spec: PodSpec): readonly PlacedImage[] {
  const run = placedContainers(spec).map(({ container: { name = "", image = "" }, field, index }) => {
    return { image, path: `${field}[${index}].image`, user: `container ${name}` };
  });
  const mounted = (spec.volumes ?? []).map(({ name = "", image }, index) => {
    return { image: image?.reference ?? "", path: `volumes[${index}].image.reference`, user: `volume ${name}` };
  });
  return [...run, ...mounted].filter(({ image }) => image !== "");
}
