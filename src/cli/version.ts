// The version of this package, from its own package.json when bundled.
import packageJson from "../../package.json" with { type: "json" };

export const version: string = packageJson.version;
