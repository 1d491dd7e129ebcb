// Changes on a real API server: signing requests made, approved and fetched, tokens asked for.
export { approveRequest, awaitCertificate, createRequest, type FetchedRequest } from "./certificates-api.ts";
export { requestToken, type IssuedToken, type TokenWish } from "./token-request.ts";
