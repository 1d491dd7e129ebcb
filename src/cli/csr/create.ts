// plimsoll csr create: a key, a signing request, and with --apply a working kubeconfig.
import { randomBytes } from "node:crypto";
import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { writeNewFile } from "../../actions/write-file/index.ts";
import { PlimsollError, type Answer, type JsonObject } from "../../core/index.ts";
import { printYaml } from "../../languages/yaml/index.ts";
import { readCertificates, rfc3339 } from "../../languages/x509/index.ts";
import type { OpenCluster } from "../../sources/cluster/index.ts";
import type { CreatedFiles, CsrCreate, IssuedTo } from "../../use-cases/csr/index.ts";
import { clusterOptions } from "../choose-source.ts";
import { sameKey, verifySignature } from "../crypto-primitives.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { readConfig } from "../read-config.ts";
import type { Outcome } from "../run-cli.ts";
import { parseTargets, writeAnswer } from "../write-answer.ts";
import { createOptions, createPlan, type CreateOptions, type CreatePlan } from "./create-options.ts";
import { makeRequest, type MadeRequest } from "./make-request.ts";

/** Everything that was made, before anything is written or sent. */
interface Made {
  readonly name: string;
  readonly object: JsonObject;
  readonly usages: readonly string[];
  readonly request: MadeRequest;
  readonly files: Required<CreatedFiles>;
}

const ownerOnly = 0o600;

/** Part of a name of a file or object: nothing a path or the API server could stumble over. */
function slugOf(text: string): string {
  const slug = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 60);
  return slug.replaceAll(/^-+|-+$/g, "") || "user";
}

function filesOf(folder: string, user: string): Required<CreatedFiles> {
  const base = join(folder, slugOf(user));
  return {
    key: `${base}.key`,
    request: `${base}.csr`,
    object: `${base}.csr.yaml`,
    certificate: `${base}.crt`,
    kubeconfig: `${base}.kubeconfig`,
  };
}

/** A key that is overwritten is lost. */
function refuseOverwriting(files: readonly string[]): void {
  const there = files.find((file) => lstatSync(file, { throwIfNoEntry: false }) !== undefined);
  if (there === undefined) return;
  const hint = "move it away, or choose another folder with --out-dir";
  throw new PlimsollError("PLIMSOLL_OUTPUT", { message: `${there} is there already`, hint });
}

async function make(options: CreateOptions, { subject, expirationSeconds, version }: CreatePlan): Promise<Made> {
  const { refusalOfPlan, requestObject, usualUsages } = await import("../../use-cases/csr/index.ts");
  const { signer: signerName, key, usages = usualUsages(signerName, key), outDir } = options;
  const name = options.name ?? `${slugOf(subject.user)}-${randomBytes(3).toString("hex")}`;
  const request = makeRequest(subject, key);
  const pem = new TextEncoder().encode(request.requestPem);
  const object = requestObject(pem, { name, signerName, usages, expirationSeconds });
  const refusal = refusalOfPlan(object, version, verifySignature);
  if (refusal !== undefined)
    throw new PlimsollError("PLIMSOLL_USAGE", {
      message: `nothing was made: ${refusal}`,
      hint: "change what is asked for: --user, --group, --usages, --signer, --dns",
    });
  return { name, object, usages, request, files: filesOf(outDir, subject.user) };
}

function writeRequest({ files, request, object }: Made): void {
  writeNewFile(files.key, [request.keyPem], ownerOnly);
  writeNewFile(files.request, [request.requestPem]);
  writeNewFile(files.object, [printYaml([object])]);
}

/** The certificate must be for our key: what a signer or somebody in between sends is not trusted unseen. */
function checkCertificate(pem: string, { name, request }: Made): string {
  const [certificate] = readCertificates(pem).certificates;
  if (certificate !== undefined && sameKey(certificate.publicKey.spki, request.spki))
    return rfc3339(certificate.notAfter);
  throw new PlimsollError("PLIMSOLL_APPLY", {
    message: `the certificate of ${name} is not for the key that was made`,
    hint: "ask whoever runs the signer; no kubeconfig was written",
  });
}

const clientSigners = new Set(["kubernetes.io/kube-apiserver-client", "kubernetes.io/kube-apiserver-client-kubelet"]);

async function send(made: Made, cluster: OpenCluster, options: CreateOptions, plan: CreatePlan): Promise<IssuedTo> {
  const { approveRequest, awaitCertificate, createRequest } = await import("../../actions/api-server/index.ts");
  const { name, object, files, request } = made;
  await createRequest(cluster.connection, object);
  try {
    if (options.approve === true) await approveRequest(cluster.connection, name);
  } catch (error) {
    // The request is there, and somebody else can approve it.
    if (error instanceof PlimsollError) return { state: "pending", message: error.message };
    throw error;
  }
  const { state, message, certificate } = await awaitCertificate(cluster.connection, name, plan.waitSeconds);
  if (certificate === undefined) return { state, message };
  const notAfter = checkCertificate(certificate, made);
  writeNewFile(files.certificate, [certificate]);
  if (clientSigners.has(options.signer)) {
    const { userKubeconfig } = await import("../../use-cases/kubeconfig/index.ts");
    const proof = { certificate, key: request.keyPem };
    const config = userKubeconfig(cluster, plan.subject.user, proof, options.namespace);
    writeNewFile(files.kubeconfig, [printYaml([config])], ownerOnly);
  }
  return { state, notAfter };
}

function clusterFlags({ kubeconfig, context }: CreateOptions): readonly string[] {
  return [
    ...(kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`]),
    ...(context === undefined ? [] : [`--context=${context}`]),
  ];
}

async function describe(
  made: Made,
  options: CreateOptions,
  plan: CreatePlan,
  applied?: IssuedTo,
): Promise<Answer<CsrCreate>> {
  const { describeCreated, nextCommands } = await import("../../use-cases/csr/index.ts");
  const { name, files, usages } = made;
  const { user, groups } = plan.subject;
  const isClient = clientSigners.has(options.signer);
  const parts = { name, user, isClient, cluster: clusterFlags(options), ...files };
  const isOpen = applied?.state === "pending" || applied?.state === "approved";
  const open = isOpen ? nextCommands(parts, applied.state === "approved" ? "approved" : "created") : [];
  const { key, request, object, certificate, kubeconfig } = files;
  const received = { certificate, ...(isClient ? { kubeconfig } : {}) };
  return describeCreated({
    apiVersion: "plimsoll/v1",
    kind: "CsrCreate",
    name,
    signerName: options.signer,
    user,
    groups,
    usages,
    files: { key, request, object, ...(applied?.state === "issued" ? received : {}) },
    ...(applied === undefined ? {} : { applied }),
    commands: applied === undefined ? nextCommands(parts) : open,
  });
}

async function apply(options: CreateOptions, plan: CreatePlan, io: Io): Promise<Answer<CsrCreate>> {
  const { openCluster } = await import("../../sources/cluster/index.ts");
  const { namespace: _context, ...reach } = options;
  const cluster = await openCluster(clusterOptions(reach, io));
  try {
    const known = { ...plan, version: cluster.version };
    const made = await make(options, known);
    refuseOverwriting(Object.values(made.files));
    writeRequest(made);
    return await describe(made, options, known, await send(made, cluster, options, known));
  } finally {
    cluster.close();
  }
}

async function prepare(options: CreateOptions, plan: CreatePlan): Promise<Answer<CsrCreate>> {
  const made = await make(options, plan);
  refuseOverwriting(Object.values(made.files));
  writeRequest(made);
  return describe(made, options, plan);
}

async function runCreate(options: CreateOptions, io: Io): Promise<0 | 1> {
  const targets = parseTargets(
    readConfig(undefined, io.env, options.output === undefined ? {} : { output: options.output }),
  );
  const plan = createPlan(options);
  const answer = options.apply === true ? await apply(options, plan, io) : await prepare(options, plan);
  await writeAnswer(targets, answer, { verbose: false, groupBy: "owner" }, io);
  const { applied } = answer.data;
  return applied === undefined || applied.state === "issued" ? 0 : 1;
}

/** Adds `csr create`. */
export function addCreate(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("create")
    .summary("make a key and a signing request; with --apply a working kubeconfig")
    .description(
      "Makes a private key, a signing request and the commands that lead to a certificate; with --apply runs them itself.",
    );
  createOptions(command);
  command.addHelpText("after", helpText("csr create")).action(async (options: CreateOptions) => {
    outcome.exitCode = await runCreate(options, io);
  });
}
