// Hosts that settings name: addresses are found wherever they stand, and nothing else is taken for one.
import { describe, expect, it } from "vitest";
import type { ServiceInput } from "../../../engines/network-policy/index.ts";
import { serviceNamed } from "./mention-wishes.ts";
import { MentionCollector, mentionsIn } from "./mentions.ts";

describe("mentionsIn", () => {
  it.each<[string, string, readonly string[]]>([
    ["ORDERS", "http://orders:8080/api?x=1", ["orders:8080"]],
    ["ORDERS", "http://orders", ["orders:80"]],
    ["DB", "postgres://user:p%40ss@db.shop.svc/x", ["db.shop.svc:5432"]],
    ["DB", "postgres://user:$(PASSWORD)@db:6000/x", ["db:6000"]],
    ["--queue", "queue.orders.svc.cluster.local.:5672", ["queue.orders.svc.cluster.local:5672"]],
    ["BROKERS", "kafka-0.kafka:9092,kafka-1.kafka:9092", ["kafka-0.kafka:9092", "kafka-1.kafka:9092"]],
    ["conf", "upstream a {\n  server orders.shop.svc;\n  server web:80;\n}", ["orders.shop.svc", "web:80"]],
    ["ENDPOINT", "https://api.example.com", ["api.example.com:443"]],
    ["ADDRESS", "10.0.0.7:6379", ["10.0.0.7:6379"]],
    ["TIME", "12:30:00", []],
    ["IMAGE", "registry/x@sha256:12345", []],
    ["NOTE", "a sentence, with words: 5", []],
    ["EMPTY", "", []],
  ])("%s=%s names %j", (name, text, hosts) => {
    const found = mentionsIn(name, text).filter(({ sure }) => sure);
    expect(found.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`))).toEqual(hosts);
  });

  it.each([
    ["DB_HOST", "db", true],
    ["REDIS_ADDR", "redis.shop", true],
    ["--upstream", "web", true],
    ["DB_NAME", "orders", false],
    ["MODE", "web", false],
  ])("takes a lone name for a host only where the setting says so: %s=%s", (name, text, sure) => {
    expect(mentionsIn(name, text)).toEqual([{ host: text, sure }]);
  });

  it("reads long hostile text in bounded time", () => {
    for (const text of [
      "a".repeat(300_000),
      "a:".repeat(150_000),
      "a.".repeat(150_000),
      "x://".repeat(80_000),
      "://@".repeat(80_000),
    ])
      expect(mentionsIn("X", text).length).toBeLessThan(200_000);
  });
});

describe("MentionCollector", () => {
  it("looks into containers and flags of every template, and into ConfigMaps", () => {
    const collector = new MentionCollector();
    const containers = [
      { name: "c", args: ["--db", "http://db:1", "--cache=http://cache:2"], env: [{ name: "X", value: "http://x:3" }] },
    ];
    const template = { spec: { containers, initContainers: [{ name: "i", command: ["wait", "http://init:4"] }] } };
    const base = { metadata: { name: "n", namespace: "shop" } };
    const deployment = { ...base, apiVersion: "apps/v1", kind: "Deployment", spec: { template } };
    const cronJob = { ...base, apiVersion: "batch/v1", kind: "CronJob", spec: { jobTemplate: { spec: { template } } } };
    const pod = { ...base, apiVersion: "v1", kind: "Pod", spec: template.spec };
    const configMap = { ...base, apiVersion: "v1", kind: "ConfigMap", data: { a: "http://map:5" } };
    const odd = { ...base, apiVersion: "v1", kind: "Pod", spec: { containers: [5, { env: "x", args: [{}] }] } };
    collector.observe("deployments.apps", deployment);
    collector.observe("cronjobs.batch", cronJob);
    collector.observe("pods", pod);
    collector.observe("pods", odd);
    collector.observe("configmaps", configMap);
    for (const object of [deployment, cronJob, pod])
      expect(
        collector
          .of(object)
          .map(({ host, port }) => `${host}:${port ?? ""}`)
          .sort(),
      ).toEqual(expect.arrayContaining(["cache:2", "db:1", "init:4", "x:3"]));
    expect(collector.of(configMap)).toEqual([{ host: "map", port: 5, sure: true }]);
    expect(collector.of(odd)).toEqual([]);
  });
});

describe("serviceNamed", () => {
  const service = (namespace: string, name: string, headless = false): [string, ServiceInput] => [
    `${namespace}/${name}`,
    { namespace, name, type: "ClusterIP", headless, ports: [], externalTrafficPolicy: "Cluster" },
  ];
  const services = new Map([service("shop", "db"), service("shop", "kafka", true), service("data", "db")]);
  it.each([
    ["db", "shop/db"],
    ["db.shop", "shop/db"],
    ["db.data.svc", "data/db"],
    ["db.data.svc.cluster.local", "data/db"],
    ["kafka-0.kafka", "shop/kafka"],
    ["kafka-0.kafka.shop.svc.cluster.local", "shop/kafka"],
    ["web-0.db.shop.svc", undefined],
    ["db.example.com", undefined],
    ["nothing", undefined],
    ["", undefined],
  ])("%s is %s", (host, expected) => {
    const found = serviceNamed(services, host, "shop");
    expect(found === undefined ? undefined : `${found.namespace}/${found.name}`).toBe(expected);
  });
});
