// Tokens read strictly: what is one, what is none, and why.
import { expect, it } from "vitest";
import { parseJsonExactly } from "../json/index.ts";
import { encodeBase64Url, decodeBase64Url, readJwt } from "./index.ts";

const encode = (text: string): string => encodeBase64Url(new TextEncoder().encode(text));
const token = (header: string, claims: string, signature = "c2ln"): string =>
  `${encode(header)}.${encode(claims)}.${signature}`;
const read = (text: string) => readJwt(text, parseJsonExactly);
const header = '{"alg":"RS256","kid":"k"}';

it("reads header, claims and signature, integers exactly", () => {
  const reading = read(token(header, '{"sub":"a","exp":18446744073709551615,"n":9007199254740993}'));
  expect(reading).toMatchObject({
    jwt: { algorithm: "RS256", keyId: "k", claims: { sub: "a", exp: 18446744073709551615n, n: 9007199254740993n } },
  });
  if ("jwt" in reading) {
    expect(new TextDecoder().decode(reading.jwt.signature)).toBe("sig");
    expect(new TextDecoder().decode(reading.jwt.signed).split(".")).toHaveLength(2);
  }
});

it("tells where keys are set twice", () => {
  const reading = read(token(header, '{"a":{"b":1,"b":2},"c":[{"d":"}\\"{","d":0}],"a":3}'));
  expect(reading).toMatchObject({ jwt: { duplicates: [["a", "b"], ["c", "d"], ["a"]] } });
});

const faults: readonly (readonly [string, string, string])[] = [
  ["an empty text", "", "three parts"],
  ["two parts", "a.b", "three parts"],
  ["four parts", "a.b.c.d", "three parts"],
  ["an encrypted token", "a.b.c.d.e", "encrypted"],
  ["the JSON form", '{"payload":"x","signatures":[]}', "three parts"],
  ["a header that is no base64", `@.${encode("{}")}.x`, "not base64 for URLs: the header"],
  ["padding", `${encode(header)}.${encode("{}")}==.c2ln`, "not base64 for URLs: the claims"],
  ["a signature that is no base64", `${encode(header)}.${encode("{}")}.a`, "not base64 for URLs: the signature"],
  ["a header that is no JSON", token("{", "{}"), "not JSON: the header"],
  ["claims that are a list", token(header, "[]"), "not a JSON object: the claims"],
  ["a header with a key twice", token('{"alg":"RS256","alg":"none"}', "{}"), "sets a key twice"],
  ["a kid that is a number", token('{"kid":5}', "{}"), "kid must be text"],
  ["a private key in the header", token('{"jwk":{"kty":"RSA","d":"x"}}', "{}"), "jwk must be a public key"],
  ["claims nested deeply", token(header, `{"a":${"[".repeat(300)}${"]".repeat(300)}}`), "nested deeper"],
  ["a huge token", `${"a".repeat(3 * 1024 * 1024)}.b.c`, "larger than 3 MiB"],
];

it.each(faults)("refuses %s", (_, text, message) => {
  const reading = read(text);
  expect("fault" in reading ? reading.fault.message : "read").toContain(message);
});

it("ignores blanks and an absent algorithm, as go-jose does", () => {
  const [first = "", second = "", third = ""] = token("{}", '{"a":1}').split(".");
  expect(read(` ${first}\n.${second} .\t${third}`)).toMatchObject({ jwt: { algorithm: "", claims: { a: 1 } } });
  expect(read(`.${second}.`)).toMatchObject({ jwt: { header: {}, signature: new Uint8Array() } });
});

it("decodes what it encoded, of every length, and stray last bits", () => {
  for (let length = 0; length < 70; length++) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length) & 255);
    expect(decodeBase64Url(encodeBase64Url(bytes))).toEqual(bytes);
    expect(encodeBase64Url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
  }
  expect(decodeBase64Url("QR")).toEqual(Uint8Array.of(65));
  expect(decodeBase64Url("A")).toBeUndefined();
  expect(decodeBase64Url("QQ\r\n")).toEqual(Uint8Array.of(65));
});
