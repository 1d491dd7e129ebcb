// Image references, with all that may be left out.
import { describe, expect, it } from "vitest";
import { parseImage } from "./image-reference.ts";

const digest = `sha256:${"a".repeat(64)}`;

describe("parseImage", () => {
  it.each([
    ["nginx", { registry: "docker.io", repository: "library/nginx" }],
    ["nginx:1.27", { registry: "docker.io", repository: "library/nginx", tag: "1.27" }],
    ["team/app", { registry: "docker.io", repository: "team/app" }],
    ["docker.io/library/nginx:1", { registry: "docker.io", repository: "library/nginx", tag: "1" }],
    ["quay.io/team/app", { registry: "quay.io", repository: "team/app" }],
    ["docker.io/nginx", { registry: "docker.io", repository: "library/nginx" }],
    ["index.docker.io/team/app", { registry: "docker.io", repository: "team/app" }],
    ["Team/app", { registry: "Team", repository: "app" }],
    ["localhost/app:dev", { registry: "localhost", repository: "app", tag: "dev" }],
    ["registry:5000/app", { registry: "registry:5000", repository: "app" }],
    ["registry:5000/app:2", { registry: "registry:5000", repository: "app", tag: "2" }],
    [`quay.io/a/b@${digest}`, { registry: "quay.io", repository: "a/b", digest }],
    [`nginx:1@${digest}`, { registry: "docker.io", repository: "library/nginx", tag: "1", digest }],
    ["nginx@sha256:abc", { registry: "docker.io", repository: "library/nginx" }],
    [`nginx@${digest.toUpperCase()}`, { registry: "docker.io", repository: "library/nginx" }],
    [`nginx@blake3:${"a".repeat(64)}`, { registry: "docker.io", repository: "library/nginx" }],
    ["", { registry: "docker.io", repository: "library/" }],
  ])("%s", (text, expected) => expect(parseImage(text)).toEqual(expected));
});
