// Sending certificate requests: create, approve, fetch.
export { approveRequest, awaitCertificate, createRequest, type FetchedRequest } from "./certificates-api.ts";
