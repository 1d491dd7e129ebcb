// Secrets that are none: the ones everybody tries first.

const anywhere = new Set([
  "changeme",
  "changeit",
  "hunter2",
  "passw0rd",
  "p@ssw0rd",
  "p@ssword",
  "letmein",
  "replaceme",
  "notsosecret",
]);
const withSecretName = new Set([
  "admin",
  "administrator",
  "root",
  "password",
  "passwd",
  "pass",
  "secret",
  "default",
  "guest",
  "user",
  "test",
  "testing",
  "postgres",
  "mysql",
  "redis",
  "mongo",
  "rabbitmq",
  "minio",
  "minioadmin",
  "minio123",
  "elastic",
  "grafana",
  "example",
  "supersecret",
  "verysecret",
  "mysecret",
  "mypassword",
  "mysecretpassword",
  "qwerty",
  "abc123",
  "admin123",
  "password1",
  "password123",
  "pass123",
  "root123",
  "secret123",
  "test123",
  "toor",
  "welcome",
  "welcome1",
  "demo",
  "dummy",
  "token",
  "foobar",
]);

/** Whether the value is a default that should have been changed; most only count where the name says it is a secret. */
export function isWeakSecret(value: string, secretName: boolean): boolean {
  if (value.length > 24) return false;
  const plain = value.toLowerCase();
  return (
    anywhere.has(plain.replaceAll(/[-_ .!]/g, "")) || anywhere.has(plain) || (secretName && withSecretName.has(plain))
  );
}
