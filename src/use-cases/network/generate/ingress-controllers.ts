// Ingress controllers that are known: how a class names them, and how their pods are labelled.
//
// Sources: the projects' Helm charts and IngressClass documentation, read in 2026.

/** One controller. Those without labels are load balancers of a cloud, whose traffic comes from outside the cluster. */
export interface IngressController {
  /** `spec.controller` of its IngressClass, or the start of it. */
  readonly controller: string;
  /** Usual names of its class. */
  readonly classes: readonly string[];
  /** A label its pods have. */
  readonly label?: readonly [key: string, value: string];
  /** Part of the image it runs. */
  readonly image?: RegExp;
  /** Where it is usually installed. */
  readonly namespace?: string;
}

export const ingressControllers: readonly IngressController[] = [
  {
    controller: "k8s.io/ingress-nginx",
    classes: ["nginx"],
    label: ["app.kubernetes.io/name", "ingress-nginx"],
    image: /(?:^|\/)(?:ingress-nginx\/controller|nginx-ingress-controller)(?:-chroot)?(?:[:@]|$)/,
    namespace: "ingress-nginx",
  },
  {
    controller: "nginx.org/ingress-controller",
    classes: [],
    label: ["app.kubernetes.io/name", "nginx-ingress"],
    image: /(?:^|\/)nginx(?:inc)?\/nginx(?:-plus)?-ingress(?:[:@]|$)/,
    namespace: "nginx-ingress",
  },
  {
    controller: "traefik.io/ingress-controller",
    classes: ["traefik"],
    label: ["app.kubernetes.io/name", "traefik"],
    image: /(?:^|\/)traefik(?:[:@]|$)/,
    namespace: "traefik",
  },
  {
    controller: "haproxy.org/ingress-controller",
    classes: ["haproxy"],
    label: ["app.kubernetes.io/name", "kubernetes-ingress"],
    image: /(?:^|\/)haproxytech\/kubernetes-ingress(?:[:@]|$)/,
    namespace: "haproxy-controller",
  },
  {
    controller: "haproxy-ingress.github.io/controller",
    classes: [],
    label: ["app.kubernetes.io/name", "haproxy-ingress"],
    image: /(?:^|\/)haproxy-ingress(?:[:@]|$)/,
    namespace: "ingress-controller",
  },
  {
    controller: "ingress-controllers.konghq.com/kong",
    classes: ["kong"],
    label: ["app.kubernetes.io/name", "kong"],
    image: /(?:^|\/)kong(?:\/kong(?:-gateway)?)?(?:[:@]|$)/,
    namespace: "kong",
  },
  { controller: "projectcontour.io/", classes: ["contour"], label: ["app", "envoy"], namespace: "projectcontour" },
  {
    controller: "istio.io/ingress-controller",
    classes: ["istio"],
    label: ["istio", "ingressgateway"],
    namespace: "istio-system",
  },
  {
    controller: "cilium.io/ingress-controller",
    classes: ["cilium"],
  },
  {
    controller: "openshift.io/ingress-to-route",
    classes: ["openshift-default"],
    label: ["ingresscontroller.operator.openshift.io/deployment-ingresscontroller", "default"],
    namespace: "openshift-ingress",
  },
  { controller: "k8s.io/ingress-gce", classes: ["gce", "gce-internal"] },
  { controller: "ingress.k8s.aws/alb", classes: ["alb"] },
  { controller: "eks.amazonaws.com/alb", classes: [] },
  { controller: "azure/application-gateway", classes: ["azure-application-gateway", "azure/application-gateway"] },
];

/** The controller of a class, by what the class says, else by the usual name of the class. */
export function ingressControllerOf(
  controller: string | undefined,
  className: string | undefined,
): IngressController | undefined {
  if (controller !== undefined) return ingressControllers.find((one) => controller.startsWith(one.controller));
  return ingressControllers.find(({ classes }) => classes.includes(className ?? ""));
}
