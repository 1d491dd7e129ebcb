// Which proxy the environment names.
import { expect, it } from "vitest";
import { proxyFromEnvironment } from "./proxy-from-environment.ts";

const proxy = "http://proxy:3128";

it.each<[string, Record<string, string>, string | undefined]>([
  ["https://api.example", {}, undefined],
  ["https://api.example", { HTTPS_PROXY: proxy }, proxy],
  ["https://api.example", { https_proxy: proxy }, proxy],
  ["https://api.example", { HTTPS_PROXY: "proxy:3128" }, proxy],
  ["https://api.example", { HTTP_PROXY: proxy }, undefined],
  ["http://api.example", { HTTP_PROXY: proxy }, proxy],
  ["https://localhost:6443", { HTTPS_PROXY: proxy }, undefined],
  ["https://127.0.0.1:6443", { HTTPS_PROXY: proxy }, undefined],
  ["https://[::1]:6443", { HTTPS_PROXY: proxy }, undefined],
  ["https://api.example", { HTTPS_PROXY: proxy, NO_PROXY: "*" }, undefined],
  ["https://api.example", { HTTPS_PROXY: proxy, no_proxy: "other, API.example" }, undefined],
  ["https://a.api.example", { HTTPS_PROXY: proxy, NO_PROXY: "api.example" }, undefined],
  ["https://api.example", { HTTPS_PROXY: proxy, NO_PROXY: ".api.example" }, proxy],
  ["https://a.api.example", { HTTPS_PROXY: proxy, NO_PROXY: "*.api.example" }, undefined],
  ["https://myapi.example", { HTTPS_PROXY: proxy, NO_PROXY: "api.example" }, proxy],
  ["https://api.example:6443", { HTTPS_PROXY: proxy, NO_PROXY: "api.example:6443" }, undefined],
  ["https://api.example", { HTTPS_PROXY: proxy, NO_PROXY: "api.example:6443" }, proxy],
  ["https://api.example", { HTTPS_PROXY: proxy, NO_PROXY: "api.example:443" }, undefined],
  ["https://10.1.2.3", { HTTPS_PROXY: proxy, NO_PROXY: "10.0.0.0/8" }, undefined],
  ["https://11.1.2.3", { HTTPS_PROXY: proxy, NO_PROXY: "10.0.0.0/8" }, proxy],
  ["https://10.1.2.3", { HTTPS_PROXY: proxy, NO_PROXY: "10.0.0.0/99" }, proxy],
  ["https://[fd00::5]", { HTTPS_PROXY: proxy, NO_PROXY: "fd00::/8" }, undefined],
  ["https://[fd00::5]", { HTTPS_PROXY: proxy, NO_PROXY: "fd00::5" }, undefined],
  ["https://10.1.2.3", { HTTPS_PROXY: proxy, NO_PROXY: "10.1.2.3:443" }, undefined],
  ["https://10.1.2.3", { HTTPS_PROXY: proxy, NO_PROXY: "2.3" }, proxy],
])("%s with %j", (server, environment, expected) => {
  expect(proxyFromEnvironment(server, environment)).toBe(expected);
});
