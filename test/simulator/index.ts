/** A real HTTPS IXC and a real HTTPS BQN on loopback, with the quirks in src/ixc/README.md and src/bqn/README.md. */
export * from './bqn.ts';
export type { BqnQuirks } from './bqn-quirks.ts';
export type { BqnStore, Kind, Resource } from './bqn-store.ts';
export * from './certificates.ts';
export { type Churn, churn } from './churn.ts';
export { PASSWORD_CANARIES, PASSWORD_CANARY } from './columns.ts';
export * from './faults.ts';
export { type GenerateOptions, generateIsp } from './generate.ts';
export { type Imitation, imitate, seedLike } from './imitate.ts';
export * from './isp.ts';
export * from './ixc.ts';
export * from './ixc-faults.ts';
export type { IxcQuirks, TableQuirks } from './ixc-quirks.ts';
export type { Latency, Traffic } from './server.ts';
export type { TableName } from './tables.ts';
