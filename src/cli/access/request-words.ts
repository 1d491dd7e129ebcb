// The words of a request on a command line: verb, resource and name, or a method and a path.
import { PlimsollError } from "../../core/index.ts";
import type { RequestWords } from "../../use-cases/access/index.ts";

/** The options that say how the words are meant. */
export interface RequestOptions {
  readonly namespace?: string;
  readonly raw?: true;
  readonly allNamespaces?: true;
}

/** The request; a method and a path stand as verb and resource. @throws PlimsollError for too few or too many words. */
export function requestWords(words: readonly string[], options: RequestOptions): RequestWords {
  const { namespace = "default", allNamespaces, raw } = options;
  const [verb, resource, name, ...more] = words;
  if (verb === undefined || resource === undefined || more.length > 0 || (raw === true && name !== undefined))
    throw new PlimsollError("PLIMSOLL_USAGE", {
      message: "the request cannot be understood",
      hint: "write <verb> <resource[.group][/subresource]> [name], or --raw <METHOD> <path>",
    });
  const scope = allNamespaces === true ? {} : { namespace, namespaceGiven: options.namespace !== undefined };
  return { verb, resource, ...(name === undefined ? {} : { name }), ...scope };
}
