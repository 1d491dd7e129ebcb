// Questions about the network: who can talk to whom, why, what changes, and what is wrong with the policies.
export { networkReach, type NetworkReach } from "./reach/reach.ts";
export { networkReachAll, type NetworkReachAll } from "./reach/reach-all.ts";
