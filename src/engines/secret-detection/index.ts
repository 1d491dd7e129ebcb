// Recognises literals that may be secrets, and replaces them by what can be said without telling them.
export { describeLiteral } from "./describe-literal.ts";
export { certainKind } from "./describe-value.ts";
export { literalKinds, type Confidence, type LiteralDescription, type LiteralKind } from "./literal-kinds.ts";
export { literalsIn, readLiteral } from "./marker.ts";
export { redactLiteral } from "./redact-literal.ts";
export { redactCredentials, redactText } from "./redact-text.ts";
