// The authorizer that expressions may ask: the caller decides, this only gathers the question.
import { CelOpaque, type CelValue } from "../values/cel-value.ts";
import { opaqueOf } from "../values/cel-type.ts";

/** What is asked, for the user of the request or for a service account. */
export interface CelAuthorizationRequest {
  /** Set when the expression asked for `authorizer.serviceAccount(namespace, name)`. */
  readonly serviceAccount?: { readonly namespace: string; readonly name: string };
  readonly verb: string;
  readonly path?: string;
  readonly group?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
}

/** The answer: `error` is what `errored()` and `error()` report. */
export interface CelDecision {
  readonly allowed: boolean;
  readonly reason: string;
  readonly error?: string;
}

/** Answers for the user the expression is about. */
export interface CelAuthorizer {
  readonly decide: (request: CelAuthorizationRequest) => CelDecision;
}

/** Type of the variables `authorizer` and, with its resource chosen, `authorizer.requestResource`. */
export const authorizerType = opaqueOf("kubernetes.authorization.Authorizer");

class AuthorizerValue extends CelOpaque {
  readonly type = authorizerType;
  readonly authorizer: CelAuthorizer;
  constructor(authorizer: CelAuthorizer) {
    super();
    this.authorizer = authorizer;
  }
  equals(other: CelValue): boolean {
    return this === other;
  }
}

/** The value to bind to a variable of `authorizerType`. */
export function celAuthorizer(authorizer: CelAuthorizer): CelValue {
  return new AuthorizerValue(authorizer);
}
