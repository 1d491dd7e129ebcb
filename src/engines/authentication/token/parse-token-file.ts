// The file of --token-auth-file (apiserver authentication/token/tokenfile).
import type { UserInfo } from "../../../kubernetes/index.ts";
import { userOf } from "../opinion.ts";
import { csvRecords } from "./csv-records.ts";

/** Users by token. Whoever holds one of these can use it: never print the keys. */
export type TokenTable = ReadonlyMap<string, UserInfo>;

/** The table, or why the API server does not start with the file, in its words. */
export type TokenFileReading =
  | {
      readonly tokens: TokenTable;
      /** Records whose token an earlier one has too: the last counts. Numbers from 1. */
      readonly duplicates: readonly number[];
      /** Records without a token, which are passed over. */
      readonly empty: readonly number[];
    }
  | { readonly error: string };

/** Reads `token,user,uid[,"group,group"]` a line; `path` stands in messages as the server would write it. Linear. */
export function parseTokenFile(text: string, path: string): TokenFileReading {
  const tokens = new Map<string, UserInfo>();
  const duplicates: number[] = [];
  const empty: number[] = [];
  let record = 0;
  for (const reading of csvRecords(text)) {
    if ("error" in reading) return { error: reading.error };
    const { fields } = reading;
    const [token = "", name = "", uid = "", groups] = fields;
    if (fields.length < 3) {
      const columns = "must have at least 3 columns (token, user name, user uid)";
      return { error: `token file '${path}' ${columns}, found ${fields.length}` };
    }
    record++;
    if (token === "") {
      empty.push(record);
      continue;
    }
    if (tokens.has(token)) duplicates.push(record);
    tokens.set(token, userOf(name, uid, groups?.split(",") ?? []));
  }
  return { tokens, duplicates, empty };
}
