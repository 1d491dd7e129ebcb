// Nodes as blocks of one address: what policies of some plugins cannot name.
import type { NetworkView } from "../../../checking/network/index.ts";
import { parseCidr, parseIpAddress } from "../../../kubernetes/index.ts";

const known = new WeakMap<NetworkView, ReadonlySet<string>>();

function nodeAddresses(view: NetworkView): ReadonlySet<string> {
  const found =
    known.get(view) ??
    new Set(
      view.input.nodes.flatMap(({ addresses }) =>
        addresses.flatMap((text) => {
          const address = parseIpAddress(text);
          return address === undefined ? [] : `${address.family}/${address.value}`;
        }),
      ),
    );
  known.set(view, found);
  return found;
}

export function isNodeAddress(view: NetworkView, family: number, value: bigint): boolean {
  return nodeAddresses(view).has(`${family}/${value}`);
}

/** Whether a block is one node. */
export function isNodeBlock(view: NetworkView, cidr: string): boolean {
  const block = parseCidr(cidr);
  return block !== undefined && block.first === block.last && isNodeAddress(view, block.family, block.first);
}
