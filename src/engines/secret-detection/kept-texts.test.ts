// Texts that are kept lose their secrets, and hostile texts cost no more than others.
import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { describeLiteral, redactCredentials, redactText } from "./index.ts";

describe("texts that are kept", () => {
  const secret = "tern swims home";
  it.each([
    [
      "YAML",
      `port: 1\npassword: ${secret}\nname: x`,
      `port: 1\npassword: «redacted length=15 looks-like=named-secret»\nname: x`,
    ],
    ["quoted YAML", `password: "${secret}"`, `password: "«redacted length=15 looks-like=named-secret»"`],
    [
      "a YAML block",
      `password: |\n  ${secret}\n  more\nname: x`,
      "password: |\n  «redacted length=15 looks-like=named-secret»\n  «redacted length=4 looks-like=named-secret»\nname: x",
    ],
    ["a YAML list", `tokens:\n- ${secret}\nname: x`, "tokens:\n«redacted length=17 looks-like=named-secret»\nname: x"],
    [
      "JSON",
      `{"name":"x","password":"${secret}","ttl":5}`,
      `{"name":"x","password":"«redacted length=15 looks-like=named-secret»","ttl":5}`,
    ],
    [
      "pretty JSON",
      `{\n  "password": "${secret}",\n  "name": "x"\n}`,
      `{\n  "password": "«redacted length=15 looks-like=named-secret»",\n  "name": "x"\n}`,
    ],
    [
      "a Corefile",
      `.:53 {\n  errors\n  credentials mate ${secret}\n}`,
      ".:53 {\n  errors\n  credentials «redacted length=20 looks-like=named-secret»\n}",
    ],
    [
      "an address",
      "forward . https://mate:terns@dns.example",
      "forward . https://mate:«redacted length=5 looks-like=url-credentials»@dns.example",
    ],
    [
      "no secret",
      "tokenFile: /etc/token\ncacheTTL: 2m0s\nclusterDNS: 10.96.0.10",
      "tokenFile: /etc/token\ncacheTTL: 2m0s\nclusterDNS: 10.96.0.10",
    ],
  ])("%s", (_, text, expected) => {
    expect(redactText(text)).toBe(expected);
    expect(redactText(expected)).toBe(expected);
  });

  it.each([
    `password: ${secret} «redacted length=5»`,
    `password: «${secret}»`,
    `{"password":"«redacted length=5» ${secret}"}`,
    `tokens:\n- «redacted length=5» ${secret}`,
    `tokens:\n  a: «redacted» ${secret}`,
    `url: https://mate:«tern-swims-home»@host`,
    `password=«tern-swims-home»;`,
  ])("cannot be smuggled past beside a marker: %s", (text) => {
    expect(redactText(text)).not.toMatch(/tern/);
    expect(redactText(redactText(text))).toBe(redactText(text));
  });

  it("change no more when redacted again, whatever they are made of", () => {
    const pieces = [
      "password",
      "token",
      "name",
      ":",
      " ",
      "=",
      '"',
      "'",
      ",",
      "{",
      "}",
      "- ",
      "\n",
      "  ",
      "|",
      "tern",
      "https://mate:tern@host",
      "«redacted length=5»",
      "«",
      "-u a:b",
      "$(X)",
      "12345",
      "true",
    ];
    const idempotent = (parts: readonly string[]): void => {
      const once = redactText(parts.join(""));
      expect(redactText(once)).toBe(once);
    };
    assert(property(array(constantFrom(...pieces), { maxLength: 12 }), idempotent), { numRuns: 2000 });
  });

  it("are replaced whole when too long to be settings", () => {
    expect(redactText("a".repeat(262_145))).toBe("«redacted length=262145»");
  });

  it("leave expressions as they are but for credentials", () => {
    const expression = "object.spec.password == 'none' && size(object.spec.token) > 3";
    expect(redactCredentials(expression)).toBe(expression);
  });
});

describe("hostile texts", () => {
  const long = 250_000;
  it.each([
    ["-----BEGIN PRIVATE KEY-----"],
    ["eyJ-"],
    ["a://:"],
    ["password="],
    ['a="'],
    [" "],
    ["a: "],
    ["sk-ab-"],
    ["LS0tLS1CRUdJTi"],
    ["a@"],
    ["/a"],
    ['"auth": "'],
  ])("of %s over and over end", (unit) => {
    const text = unit.repeat(long / unit.length);
    expect(redactText(`a: ${text}x`).length).toBeGreaterThan(0);
    expect(describeLiteral("x", text).length).toBe(text.length);
  });
});
