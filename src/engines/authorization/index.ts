// What a request is allowed to do.
export {
  allowsPath,
  allowsResource,
  coversKind,
  coversResource,
  type PathRequest,
  type ResourceRequest,
} from "./rule-covers.ts";
