// What a cluster does not show of its signers, as flags of a command line hand it over.
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { PlimsollError, type Minor } from "../../core/index.ts";
import { readCertificates, type Certificate } from "../../languages/x509/index.ts";
import type { SigningInputs } from "../../use-cases/csr/index.ts";
import { accessInputs, chainOptions, type ChainOptions } from "../access/index.ts";
import { verifySignature } from "../crypto-primitives.ts";

/** The options as commander delivers them. */
export interface SignerOptions extends ChainOptions {
  readonly signerCa?: string;
}

/** Adds the options to a command. */
export function signerOptions(command: Command): void {
  command.option("--signer-ca <file>", "certificate of the authority that kube-controller-manager signs with");
  chainOptions(command);
}

function readAuthority(file: string): Certificate {
  const hint = "name a PEM file with the certificate of --cluster-signing-cert-file";
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new PlimsollError("PLIMSOLL_USAGE", { message: `${file} cannot be read: ${(error as Error).message}`, hint });
  }
  const [certificate] = readCertificates(text).certificates;
  if (certificate !== undefined) return certificate;
  throw new PlimsollError("PLIMSOLL_USAGE", { message: `${file} holds no certificate`, hint });
}

/** Reads what the options name. @throws PlimsollError for what cannot be read. */
export function signingInputs(options: SignerOptions, version: Minor): SigningInputs {
  return {
    verify: verifySignature,
    access: accessInputs(options, version),
    ...(options.signerCa === undefined ? {} : { authority: readAuthority(options.signerCa) }),
  };
}
