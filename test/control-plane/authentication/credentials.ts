// Certificates and headers that say who a client is, soundly or not.
import { commonName } from "../../fixtures/certificates/build-certificate.ts";

const uid = (value: string) => [["1.3.6.1.4.1.57683.2", value, 12]] as const;
const organization = (value: string) => [["2.5.4.10", value, 12]] as const;
/** Subjects of client certificates. */
export const subjects = {
  "a name and groups": [...commonName("dora"), organization("dev"), organization("ops")],
  "no name": [organization("dev")],
  "two names": [...commonName("dora"), ...commonName("eva")],
  "a uid": [...commonName("dora"), uid("u-1")],
  "two uids": [...commonName("dora"), uid("u-1"), uid("u-2")],
  "an empty uid": [...commonName("dora"), uid("")],
  "the masters": [...commonName("root"), organization("system:masters")],
  "the anonymous user": commonName("system:anonymous"),
  "a group of its own standing": [...commonName("dora"), organization("system:unauthenticated")],
} as const;

/** Headers beside the certificate. */
export const headerSets: readonly Readonly<Record<string, string>>[] = [
  {},
  { "X-Remote-User": "ann" },
  { "X-Remote-User": "ann", "X-Remote-Uid": "7", "X-Remote-Group": "dev", "X-Remote-Extra-Acme.com%2fProject": "p" },
  { "X-Remote-Group": "system:masters" },
  { Authorization: "Bearer tinas-token" },
  { Authorization: "Bearer nope" },
  { Authorization: "bearer  tinas-token" },
  { Authorization: "Basic dGluYTp4" },
  { "X-Remote-User": "ann", Authorization: "Bearer nope" },
];
