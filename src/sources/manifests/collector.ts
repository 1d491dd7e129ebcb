// Values become objects of the model: admitted, counted, or told as problems with their line.
import { isJsonObject, parsePath, textPosition, type JsonObject, type JsonValue } from "../../core/index.ts";
import { admit, kindNameOf, shareParts, type KindName, type KubernetesObject } from "../../kubernetes/index.ts";
import type { Arrival, InputProblem, OtherKind } from "../../model/index.ts";
import type { Broken, DocumentSink } from "./cut-documents.ts";
import type { InputFile } from "./find-files.ts";
import { LineIndex } from "./line-index.ts";
import { locatorIn, locationAt, spanText, type Place, type Span } from "./place.ts";

/** Where an admitted object came from. */
export interface ObjectOrigin {
  readonly place: Place;
  readonly file: string;
}

/** Objects of one kind, and whether a List of a cluster brought all there are. */
export interface KindSeen {
  readonly objects: KubernetesObject[];
  whole: boolean;
  /** Objects of this kind in a List that could not be used: the kind is not whole after all. */
  lost: boolean;
}

interface OpenList {
  readonly apiVersion: string | undefined;
  /** The kind of the items where the List names it: PodList. */
  readonly itemKind: string | undefined;
  readonly fromCluster: boolean | undefined;
  readonly kinds: Set<KindName>;
  items: number;
  withUid: number;
  lost: boolean;
}

const mostProblemsOfObject = 8;
const mostProblemsOfFile = 200;
const deepestList = 4;
const helmHint = "looks like a Helm template, not a manifest: render it with `helm template` first and scan the result";

/** Takes in the documents of all inputs, one input after the other. */
export class Collector implements DocumentSink {
  readonly kinds = new Map<KindName, KindSeen>();
  readonly origins = new Map<KubernetesObject, ObjectOrigin>();
  readonly problems: InputProblem[] = [];
  /** Objects and Lists of the API, of kinds that are read or not. */
  recognised = 0;
  notKubernetes = 0;
  private readonly others = new Map<string, { readonly apiVersion: string; readonly kind: string; count: number }>();
  private readonly namespace: string | undefined;
  private file: InputFile = { name: "-", explicit: true };
  private bytes: Buffer = Buffer.alloc(0);
  private lines: LineIndex | undefined;
  private problemsOfFile = 0;
  private templateTold = false;
  private readonly lists: OpenList[] = [];
  private readonly arrive: Arrival;
  /** The pod read last, as it was read. */
  private lastPod: KubernetesObject | undefined;

  constructor(namespace: string | undefined, arrive: Arrival = () => {}) {
    this.namespace = namespace;
    this.arrive = arrive;
  }

  /** Begins an input; the documents that follow are its. */
  beginFile(file: InputFile, bytes: Buffer): void {
    this.file = file;
    this.bytes = bytes;
    this.lines = undefined;
    this.problemsOfFile = 0;
    this.templateTold = false;
  }

  endFile(): void {
    this.lastPod = undefined;
    const untold = this.problemsOfFile - mostProblemsOfFile;
    if (untold > 0)
      this.problems.push({
        message: `${untold} more problems in this file`,
        location: { file: this.file.name, line: 1 },
      });
    this.bytes = Buffer.alloc(0);
    this.lines = undefined;
  }

  otherKinds(): readonly OtherKind[] {
    return [...this.others.values()].sort((a, b) =>
      `${a.apiVersion}/${a.kind}` < `${b.apiVersion}/${b.kind}` ? -1 : 1,
    );
  }

  document(value: JsonValue, place: Place): void {
    if (value === null) return;
    if (isJsonObject(value) && isListKind(value["kind"]) && Array.isArray(value["items"]))
      this.wholeList(value, value["items"] as readonly JsonValue[], place);
    else this.object(value, place);
  }

  private wholeList(list: JsonObject, items: readonly JsonValue[], place: Place): void {
    if (this.lists.length >= deepestList) {
      this.tell(place, [], `a List stands in a List more than ${deepestList} deep`);
      return;
    }
    this.beginList(list);
    items.forEach((item, index) => this.item(item, { ...place, within: [...place.within, "items", index] }));
    this.endList(false);
  }

  beginList(head: JsonValue): void {
    this.recognised++;
    const { apiVersion, kind, metadata } = isJsonObject(head) ? head : {};
    const itemKind = typeof kind === "string" && kind !== "List" ? kind.slice(0, -"List".length) : undefined;
    this.lists.push({
      apiVersion: typeof apiVersion === "string" ? apiVersion : undefined,
      itemKind,
      fromCluster: comesFromCluster(metadata),
      kinds: new Set(),
      items: 0,
      withUid: 0,
      lost: false,
    });
  }

  item(value: JsonValue, place: Place): void {
    const list = this.lists.at(-1);
    if (list === undefined) return;
    list.items++;
    if (isJsonObject(value)) {
      const metadata = value["metadata"];
      if (isJsonObject(metadata) && metadata["uid"] !== undefined) list.withUid++;
      if (list.itemKind !== undefined) nameKind(value, list.apiVersion, list.itemKind);
    }
    this.document(value, place);
  }

  /** Kinds with objects in a List that a cluster wrote are whole; a hand-written List says nothing of what else there is. */
  endList(cutOff: boolean): void {
    const list = this.lists.pop();
    if (list === undefined) return;
    const own = list.itemKind === undefined ? undefined : kindNameOf(list.apiVersion ?? "", list.itemKind);
    if (own !== undefined) list.kinds.add(own);
    const uids = list.items > 0 && list.withUid === list.items;
    const fromCluster = list.fromCluster ?? uids;
    for (const kind of list.kinds) {
      const seen = this.seen(kind);
      if (cutOff || list.lost) seen.lost = true;
      else if (fromCluster) seen.whole = true;
    }
  }

  private seen(kind: KindName): KindSeen {
    let seen = this.kinds.get(kind);
    if (seen === undefined) {
      seen = { objects: [], whole: false, lost: false };
      this.kinds.set(kind, seen);
    }
    return seen;
  }

  private object(value: JsonValue, place: Place): void {
    if (!isJsonObject(value) || (value["apiVersion"] === undefined && value["kind"] === undefined) || this.isChart()) {
      this.foreign(place);
      return;
    }
    this.defaultNamespace(value);
    const admission = admit(value);
    if (admission.status === "admitted") {
      this.recognised++;
      const { objects } = this.seen(admission.kind);
      if (admission.kind === "pods") {
        shareParts(admission.object, this.lastPod);
        this.lastPod = { ...admission.object };
      }
      objects.push(admission.object);
      this.arrive(admission.kind, admission.object);
      this.origins.set(admission.object, { place, file: this.file.name });
      for (const list of this.lists) list.kinds.add(admission.kind);
    } else if (admission.status === "other-kind") this.countOther(admission.apiVersion, admission.kind);
    else {
      this.lose(namedKind(value));
      admission.problems.slice(0, mostProblemsOfObject).forEach(({ path, message }) => {
        this.tell(place, parsePath(path), `${admission.label}: ${`${path} ${message}`.trim()}`);
      });
      const untold = admission.problems.length - mostProblemsOfObject;
      if (untold > 0) this.tell(place, [], `${admission.label}: ${untold} more fields have the wrong type`);
    }
  }

  private isChart(): boolean {
    return !this.file.explicit && /(?:^|[\\/])Chart\.ya?ml$/.test(this.file.name);
  }

  private foreign(place: Place): void {
    if (this.lists.length > 0) {
      this.lose(undefined);
      this.tell(place, [], "an item of the List is not an object with apiVersion and kind");
    } else if (this.file.explicit) this.tell(place, [], "is not a Kubernetes object: it has no apiVersion and kind");
    else this.notKubernetes++;
  }

  private lose(kind: KindName | undefined): void {
    const list = this.lists.at(-1);
    if (list === undefined) return;
    if (kind === undefined) list.lost = true;
    else this.seen(kind).lost = true;
  }

  private defaultNamespace(value: JsonObject): void {
    const { metadata } = value;
    if (this.namespace === undefined || !isJsonObject(metadata)) return;
    const { namespace } = metadata;
    if (namespace === undefined || namespace === null || namespace === "")
      (metadata as Record<string, JsonValue>)["namespace"] = this.namespace;
  }

  private countOther(apiVersion: string, kind: string): void {
    this.recognised++;
    const key = `${apiVersion}/${kind}`;
    const known = this.others.get(key);
    if (known === undefined) this.others.set(key, { apiVersion, kind, count: 1 });
    else known.count++;
  }

  broken({ span, message, offset, read }: Broken): void {
    if (!read) this.lose(undefined);
    const text = spanText(this.bytes, span);
    const template = span.format === "yaml" && !read && text.includes("{{");
    if (template && this.templateTold) return;
    if (template) this.templateTold = true;
    this.tellAt(span, text, offset, template ? `${helmHint} (${message})` : message, read);
  }

  private tell(place: Place, path: readonly (string | number)[], message: string): void {
    if (this.problemsOfFile >= mostProblemsOfFile) {
      this.problemsOfFile++;
      return;
    }
    const text = spanText(this.bytes, place);
    this.tellAt(place, text, locatorIn(text, place)([...place.within, ...path]), message);
  }

  private tellAt(span: Span, text: string, offset: number, message: string, examined = false): void {
    this.problemsOfFile++;
    if (this.problemsOfFile > mostProblemsOfFile) return;
    this.lines ??= new LineIndex(this.bytes);
    const location = locationAt(this.file.name, this.lines, span.start, textPosition(text, offset));
    this.problems.push({ message, location, ...(examined ? { examined } : {}) });
  }
}

function isListKind(kind: JsonValue | undefined): boolean {
  return typeof kind === "string" && kind.endsWith("List");
}

/** Lists of an API server, and those kubectl writes, carry a resource version (it may be empty); one with a continue token is a page. */
function comesFromCluster(metadata: JsonValue | undefined): boolean | undefined {
  if (!isJsonObject(metadata)) return undefined;
  if (typeof metadata["continue"] === "string" && metadata["continue"] !== "") return false;
  return metadata["resourceVersion"] === undefined ? undefined : true;
}

/** Items of a PodList name neither kind nor version; the List does it for them. */
function nameKind(item: JsonObject, apiVersion: string | undefined, kind: string): void {
  const fields = item as Record<string, JsonValue>;
  fields["kind"] ??= kind;
  if (apiVersion !== undefined) fields["apiVersion"] ??= apiVersion;
}

function namedKind({ apiVersion, kind }: JsonObject): KindName | undefined {
  return typeof apiVersion === "string" && typeof kind === "string" ? kindNameOf(apiVersion, kind) : undefined;
}
