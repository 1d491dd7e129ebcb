// Go's regular expressions.
export { compileGoRegexp, type GoRegexp, type GoRegexpMatch } from "./compile-go-regexp.ts";
