/** What the benches of other rooms need: the peer, and how to count and sum up. */
export { counting, quantile } from './measures.ts';
export { runPeer, statementsOf, type Peer } from './pgbench.ts';
