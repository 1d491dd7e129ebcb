// Certificates of servers that a user names.
export { parseEndpoint, type Endpoint } from "./parse-endpoint.ts";
export { readEndpoint, type EndpointReading } from "./read-endpoint.ts";
