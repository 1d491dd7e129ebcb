// Every place of a container where somebody may have written a credential down.
import { describeLiteral, literalsIn, redactText, type LiteralDescription } from "../engines/secret-detection/index.ts";
import type { Container } from "../kubernetes/index.ts";

/** A literal, redacted or not, and what it looks like. */
export interface ContainerLiteral {
  /** Field path within the container. */
  readonly path: string;
  /** What the place is called: the variable, the header, or the path where it has no name. */
  readonly name: string;
  readonly literal: LiteralDescription;
}

type Handler = NonNullable<Container["livenessProbe"]>;

function* named(path: string, name: string, value: string): Iterable<ContainerLiteral> {
  yield { path, name, literal: describeLiteral(name, value) };
}

/** The first literal in a text that is kept but for credentials. */
function* within(path: string, text: string): Iterable<ContainerLiteral> {
  for (const literal of literalsIn(redactText(text)).slice(0, 1)) yield { path, name: path, literal };
}

function* inWords(path: string, words: readonly string[] = []): Iterable<ContainerLiteral> {
  for (const [index, word] of words.entries()) yield* within(`${path}[${index}]`, word);
}

function* inHandler(path: string, { exec, httpGet }: Handler): Iterable<ContainerLiteral> {
  yield* inWords(`${path}.exec.command`, exec?.command);
  if (httpGet?.path !== undefined) yield* within(`${path}.httpGet.path`, httpGet.path);
  for (const [index, { name = "", value = "" }] of (httpGet?.httpHeaders ?? []).entries())
    yield* named(`${path}.httpGet.httpHeaders[${index}].value`, name, value);
}

/** Variables, words of the command line, and what probes and lifecycle hooks run and send. Linear in the container. */
export function* containerLiterals(container: Container): Iterable<ContainerLiteral> {
  const { env = [], command, args, lifecycle } = container;
  for (const [index, { name = "", value = "" }] of env.entries()) yield* named(`env[${index}].value`, name, value);
  yield* inWords("command", command);
  yield* inWords("args", args);
  for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"] as const)
    yield* inHandler(probe, container[probe] ?? {});
  for (const hook of ["postStart", "preStop"] as const) yield* inHandler(`lifecycle.${hook}`, lifecycle?.[hook] ?? {});
}
