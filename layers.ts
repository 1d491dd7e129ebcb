// The layers of src/, in order: a file imports its own layer and the layers above it in this list, nothing else.

/** One folder of src/ and what its files may do. */
export interface Layer {
  readonly folder: string;
  /** No node: modules, clock, randomness, console, process, Buffer or fetch, and no import of a layer that has them. */
  readonly pure: boolean;
  /** Child folders (or files) do not see each other. */
  readonly isolated: boolean;
  /** Why the boundary stands; printed when a file breaks it. */
  readonly why: string;
}

export const layers: readonly Layer[] = [
  {
    folder: "core",
    pure: true,
    isolated: false,
    why: "core is the vocabulary of answers; it must not know where they come from",
  },
  { folder: "languages", pure: true, isolated: true, why: "a language is text in, values and positions out" },
  {
    folder: "kubernetes",
    pure: true,
    isolated: false,
    why: "the API's vocabulary is shared by every engine and must not depend on one",
  },
  { folder: "facts", pure: true, isolated: false, why: "facts are dated tables and look-ups; they decide nothing" },
  { folder: "model", pure: true, isolated: false, why: "the model holds what was seen, whoever read it" },
  { folder: "sources", pure: false, isolated: true, why: "a source reads the outside and knows no other source" },
  {
    folder: "engines",
    pure: true,
    isolated: true,
    why: "engines are pure decisions over plain data and never call each other",
  },
  { folder: "checking", pure: true, isolated: false, why: "the runner knows what a check is, not which checks exist" },
  {
    folder: "checks",
    pure: true,
    isolated: true,
    why: "a check is readable alone: the engine decides, the check asks",
  },
  { folder: "use-cases", pure: true, isolated: false, why: "a use case gets the outside through ports" },
  {
    folder: "reporters",
    pure: true,
    isolated: true,
    why: "a report must be printable from the Report or Document alone",
  },
  { folder: "actions", pure: false, isolated: true, why: "only actions write files or send anything but a read" },
  {
    folder: "testing",
    pure: false,
    isolated: false,
    why: "testing is published and takes describe and it as arguments",
  },
  { folder: "cli", pure: false, isolated: false, why: "only the command line reads process" },
];
