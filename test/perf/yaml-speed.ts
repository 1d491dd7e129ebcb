// How fast manifests in YAML are read, places of every object included.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { manifestsSource } from "../../src/sources/manifests/index.ts";

const documents = 8_000;
const repeats = 3;

function deployment(index: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-${index}
  namespace: shop-${index % 40}
  labels: { app: web-${index}, team: "storefront", tier: frontend }
  annotations:
    example.org/notes: |
      Serves the shop's pages.
      Ask the storefront team before you change anything.
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web-${index}
  template:
    metadata:
      labels:
        app: web-${index}
    spec:
      serviceAccountName: web
      containers:
        - name: web # the program itself
          image: registry.example/shop/web:1.${index}.0
          args: ["--listen=:8080", '--log-level=info']
          ports:
            - containerPort: 8080
              protocol: TCP
          env:
            - name: REGION
              value: eu-west-1
          resources:
            limits: { cpu: 500m, memory: 256Mi }
            requests: { cpu: 100m, memory: 128Mi }
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
          volumeMounts:
            - { name: cache, mountPath: /var/cache/web }
      volumes:
        - name: cache
          emptyDir: {}
`;
}

/** MB of YAML read in a second; the best of a few readings, as the first ones warm up. */
export async function yamlSpeed(folder: string): Promise<number> {
  const file = join(folder, "large.yaml");
  const text = Array.from({ length: documents }, (_, index) => deployment(index)).join("---\n");
  writeFileSync(file, text);
  let best = 0;
  for (let turn = 0; turn < repeats; turn++) {
    const start = performance.now();
    await manifestsSource([file]).read({ step() {} });
    best = Math.max(best, text.length / 1000 / (performance.now() - start));
  }
  return best;
}
