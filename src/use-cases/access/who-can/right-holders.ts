// Who holds the rights of a way: each question is put once, and for the whole cluster once for all namespaces.
import {
  whoCan,
  whoCanByChain,
  type AnonymousRequest,
  type Authorizer,
  type Chain,
  type RbacIndex,
} from "../../../engines/authorization/index.ts";
import { mastersGroup } from "../../../kubernetes/index.ts";
import { namesInRules, requestsOf, unnamed, type NamesInRules, type Way } from "./needed-right.ts";

type Subjects = readonly string[];

const masters = `Group ${mastersGroup}`;

/** Bindings of namespaces alone. */
function localOnly({ namespaces, find }: RbacIndex): RbacIndex {
  return { cluster: { bindings: [], byUser: new Map(), byGroup: new Map(), broken: [] }, namespaces, find };
}

/** The holders of rights in one chain. A group and its members are told apart: rights of both are not added up. */
export class RightHolders {
  private readonly known = new Map<string, Subjects>();
  private readonly rbac: readonly { readonly all: RbacIndex; readonly local: RbacIndex }[];
  private readonly names: NamesInRules;
  private readonly nodeChain: Chain;
  private readonly otherChain: Chain;
  private readonly nodes: readonly string[];

  constructor(chain: Chain, nodes: readonly string[]) {
    const indexes = chain.authorizers.flatMap((one) => (one.type === "RBAC" ? [one.rbac] : []));
    const only = (wanted: (type: Authorizer["type"]) => boolean): Chain => ({
      ...chain,
      authorizers: chain.authorizers.filter(({ type }) => wanted(type)),
    });
    this.rbac = indexes.map((all) => ({ all, local: localOnly(all) }));
    this.names = new Map(indexes.flatMap((index) => [...namesInRules(index)]));
    this.nodeChain = only((type) => type === "Node");
    this.otherChain = only((type) => type !== "Node" && type !== "RBAC");
    this.nodes = nodes;
  }

  /** Subjects that hold every right of a way. */
  of({ needs }: Way): Subjects {
    const [first = [], ...rest] = needs.map((right) =>
      requestsOf(right, this.names).flatMap((request) => this.able(request)),
    );
    const others = rest.map((subjects) => new Set(subjects));
    return [...new Set(first)].filter((subject) => others.every((set) => set.has(subject)));
  }

  private once(key: string, ask: () => Subjects): Subjects {
    const known = this.known.get(key) ?? ask();
    this.known.set(key, known);
    return known;
  }

  private able(request: AnonymousRequest): Subjects {
    return [masters, ...this.byRbac(request), ...this.byOthers(request), ...this.byNode(request)];
  }

  private byRbac(request: AnonymousRequest): Subjects {
    if (request.path !== undefined)
      return this.rbac.flatMap(({ all }) => whoCan(all, request).map(({ subject }) => subject));
    const { namespace, name, verb, apiGroup, resource, subresource } = request;
    const isKnown = [resource, `${resource}/${subresource}`, `*/${subresource}`, "*"].some(
      (one) => this.names.get(one)?.has(name) === true,
    );
    const asked = name === "" || isKnown ? request : { ...request, name: unnamed };
    const key = JSON.stringify([verb, apiGroup, resource, subresource, asked.name]);
    const ask = (index: RbacIndex, place: string): Subjects =>
      whoCan(index, { ...asked, namespace: place }).flatMap(({ subject, means }) =>
        means.length > 0 ? [subject] : [],
      );
    const everywhere = this.once(key, () => this.rbac.flatMap(({ all }) => ask(all, "")));
    if (namespace === "") return everywhere;
    return [
      ...everywhere,
      ...this.once(`${namespace} ${key}`, () => this.rbac.flatMap(({ local }) => ask(local, namespace))),
    ];
  }

  private ask(chain: Chain, request: AnonymousRequest, nodes: readonly string[]): Subjects {
    if (chain.authorizers.length === 0) return [];
    return whoCanByChain(chain, request, nodes).able.map(({ subject }) => subject);
  }

  private byOthers(request: AnonymousRequest): Subjects {
    if (this.otherChain.authorizers.length === 0) return [];
    return this.once(`others ${JSON.stringify(request)}`, () => this.ask(this.otherChain, request, []));
  }

  /** Of all rights of ways a node holds these alone: the pods it may create run as nobody (NodeRestriction). */
  private byNode(request: AnonymousRequest): Subjects {
    if (this.nodeChain.authorizers.length === 0 || request.path !== undefined) return [];
    const isToken = request.resource === "serviceaccounts" && request.subresource === "token";
    if (!isToken && request.resource !== "secrets") return [];
    if (request.name === "" || request.name === unnamed) return [];
    return this.once(`node ${JSON.stringify(request)}`, () => this.ask(this.nodeChain, request, this.nodes));
  }
}
