// plimsoll kubeconfig create: a kubeconfig for a service account, for an issued certificate, or for a token.
import { lstatSync } from "node:fs";
import type { Command } from "commander";
import { PlimsollError, type JsonObject } from "../../core/index.ts";
import { commonNameOf, readCertificates, rfc3339 } from "../../languages/x509/index.ts";
import { openCluster, type OpenCluster } from "../../sources/cluster/index.ts";
import { resolveAuthority } from "../../sources/cluster/connection/index.ts";
import { chooseTarget } from "../../sources/cluster/kubeconfig/index.ts";
import {
  cleanPart,
  describeToken,
  tokenCommands,
  userKubeconfig,
  type ClusterParts,
} from "../../use-cases/kubeconfig/index.ts";
import { clusterOptions } from "../choose-source.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { createOptions, createPlan, type CreateOptions, type CreatePlan } from "./create-options.ts";
import { emitKubeconfig } from "./emit-kubeconfig.ts";
import { machineOf } from "./machine.ts";

type Plan<From extends CreatePlan["from"]> = Extract<CreatePlan, { readonly from: From }>;

/** A minute more or less is the clock's. */
const tolerance = 60_000;

function reach({ kubeconfig, context, requestTimeout, insecureSkipTlsVerify }: CreateOptions, io: Io) {
  const given = { kubeconfig, context, requestTimeout, insecureSkipTlsVerify };
  return clusterOptions(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), io);
}

/** What the kubeconfig says of the cluster; nothing is sent. */
async function clusterOffline(options: CreateOptions, io: Io): Promise<ClusterParts> {
  const target = await chooseTarget(reach(options, io));
  const { server, tlsServerName, insecureSkipTlsVerify, proxyUrl } = target.cluster;
  const { clusterName } = target;
  const authority = await resolveAuthority(target);
  if (insecureSkipTlsVerify) io.err("warning: the kubeconfig does not verify the server's certificate either\n");
  return { clusterName, server, authority, tlsServerName, insecureSkipTlsVerify, proxyUrl };
}

async function withCluster<T>(options: CreateOptions, io: Io, work: (cluster: OpenCluster) => Promise<T>): Promise<T> {
  const cluster = await openCluster(reach(options, io));
  try {
    return await work(cluster);
  } finally {
    cluster.close();
  }
}

function readText(file: string, io: Io): string {
  const reading = machineOf(io).read(file);
  if ("bytes" in reading) return new TextDecoder().decode(reading.bytes);
  throw new PlimsollError("PLIMSOLL_USAGE", { message: `${file}: ${reading.fault}`, hint: "name an existing file" });
}

/** A token is asked for only if it can be written. */
function refuseOverwriting({ out, force }: CreateOptions): void {
  if (out === undefined || force === true || lstatSync(out, { throwIfNoEntry: false }) === undefined) return;
  throw new PlimsollError("PLIMSOLL_OUTPUT", {
    message: `${out} is there already`,
    hint: "name another file, or replace it with --force",
  });
}

function tellExpiry(plan: Plan<"service-account">, token: string, expires: string, io: Io): void {
  const { seconds, audiences } = plan;
  io.err(`the token holds until ${expires}\n`);
  const { issued } = describeToken(token);
  const given = issued === undefined ? undefined : Date.parse(expires) - Date.parse(issued);
  if (seconds !== undefined && given !== undefined && Math.abs(given - seconds * 1000) > tolerance)
    io.err(`warning: ${seconds} seconds were asked for, and the API server gave ${Math.round(given / 1000)}\n`);
  if (audiences.length > 0)
    io.err(`warning: the token is for ${audiences.join(", ")}: the API server takes it only if it is one of them\n`);
}

async function forAccount(plan: Plan<"service-account">, options: CreateOptions, io: Io): Promise<JsonObject> {
  const { requestToken } = await import("../../actions/api-server/index.ts");
  return withCluster(options, io, async (cluster) => {
    const { token, expires } = await requestToken(cluster.connection, plan);
    tellExpiry(plan, token, expires, io);
    return userKubeconfig(cluster, options.user ?? plan.name, { token }, options.namespace ?? plan.namespace);
  });
}

async function forRequest({ request, key: file }: Plan<"csr">, options: CreateOptions, io: Io): Promise<JsonObject> {
  const key = cleanPart("client-key", readText(file, io));
  const { awaitCertificate } = await import("../../actions/api-server/index.ts");
  return withCluster(options, io, async (cluster) => {
    const { state, certificate: pem, message } = await awaitCertificate(cluster.connection, request, 0);
    const fault = (text: string, hint: string) => new PlimsollError("PLIMSOLL_APPLY", { message: text, hint });
    if (pem === undefined)
      throw fault(
        `${request} has no certificate: it is ${state}${message === "" ? "" : `: ${message}`}`,
        "plimsoll csr review tells whether to approve it",
      );
    const [certificate] = readCertificates(pem).certificates;
    if (certificate === undefined || machineOf(io).certificateFits(pem, key) !== true)
      throw fault(
        `the certificate of ${request} does not belong to the key in ${file}`,
        "name the key the request was made with",
      );
    io.err(`the certificate holds until ${rfc3339(certificate.notAfter)}\n`);
    const user = options.user ?? commonNameOf(certificate.subject);
    return userKubeconfig(cluster, user, { certificate: pem, key }, options.namespace);
  });
}

async function forToken({ file }: Plan<"token-file">, options: CreateOptions, io: Io): Promise<JsonObject> {
  const token = cleanPart("token", readText(file, io));
  const { subject, expires } = describeToken(token);
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject ?? "") ?? [];
  if (expires !== undefined) io.err(`the token holds until ${expires}\n`);
  const cluster = await clusterOffline(options, io);
  return userKubeconfig(cluster, options.user ?? name ?? subject ?? "user", { token }, options.namespace ?? namespace);
}

async function printCommands(plan: Plan<"service-account">, options: CreateOptions, io: Io): Promise<void> {
  const { kubeconfig, context, out = `${plan.name}.kubeconfig` } = options;
  const place = { ...(kubeconfig === undefined ? {} : { kubeconfig }), ...(context === undefined ? {} : { context }) };
  io.out(tokenCommands(await clusterOffline(options, io), { ...plan, place, out }));
  io.err("nothing was sent: these commands do it, or --apply\n");
}

async function runCreate(options: CreateOptions, io: Io): Promise<void> {
  const plan = createPlan(options);
  if (plan.from === "service-account" && options.apply !== true) return printCommands(plan, options, io);
  refuseOverwriting(options);
  const config =
    plan.from === "service-account"
      ? await forAccount(plan, options, io)
      : await (plan.from === "csr" ? forRequest(plan, options, io) : forToken(plan, options, io));
  emitKubeconfig(config, options, io);
}

/** Adds `kubeconfig create`. */
export function addCreate(area: Command, io: Io): void {
  const command = area
    .command("create")
    .summary("a kubeconfig for a service account, an issued certificate or a token")
    .description(
      "Makes a kubeconfig for the cluster of the current context: for a service account, whose token is asked for with --apply; for a signing request that was issued; or for a token.",
    );
  createOptions(command);
  command
    .addHelpText("after", helpText("kubeconfig create"))
    .action((options: CreateOptions) => runCreate(options, io));
}
