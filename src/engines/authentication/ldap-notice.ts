// What to say where somebody looks for LDAP.

/** Kubernetes does not speak LDAP: which authenticators stand between it and a directory. */
export const ldapNotice =
  "kube-apiserver has no LDAP client: users of a directory come through an OpenID Connect issuer, a token webhook or the front proxy, and are judged as those are";
