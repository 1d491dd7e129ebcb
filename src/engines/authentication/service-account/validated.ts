// What became of a service account token's claims.

/** The account with what the token adds, or the server's error. */
export type Validated =
  | {
      readonly user: {
        readonly namespace: string;
        readonly name: string;
        readonly uid: string;
        readonly extra: Readonly<Record<string, readonly string[]>>;
      };
      readonly caveats: readonly string[];
      readonly annotations: Readonly<Record<string, string>>;
    }
  | { readonly error: string };
