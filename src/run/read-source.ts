import { allRead } from '../agreement/part.ts';
import type { Billing } from '../billing/reading.ts';
import type { KnownLists, ReadingWatch } from '../billing/source.ts';
import type { Settings } from '../settings/settings.ts';
import type { ContractsMemory, Ledger } from '../state/ledger.ts';
import type { Ports } from './ports.ts';
import { inVain, memoryAfter, type ProofPorts, sparingOf } from './sparing.ts';

/** Billing; of its contracts, where they can be spared, only those out of service. */
export async function readSource(settings: Settings, ports: Ports, known: KnownLists | undefined): Promise<Billing> {
  const { source, ledger, now } = ports;
  const sparing = sparingOf(settings, knownContracts(ledger, now()), now());
  const read = await source.read(watchOf(ports), sparing, sparing && known);
  // Of all contracts it is to be known which of them the logins name.
  const billing = read.presumed === undefined ? allRead(read) : read;
  rememberContracts(
    settings,
    ledger,
    memoryAfter(billing, knownContracts(ledger, now()), sparing !== undefined, now()),
  );
  return billing;
}

/** What a clock of the future has noted is forgotten: all contracts are read once more. */
function knownContracts({ contracts }: Ledger, now: number): ContractsMemory | undefined {
  const isOfFuture = contracts !== undefined && Math.max(contracts.at, contracts.vainAt ?? 0) > now;
  return isOfFuture ? undefined : contracts;
}

/** How contracts are asked for of whom a run would let through. */
export function proofPorts(settings: Settings, ports: Ports): ProofPorts {
  const { source, ledger, now } = ports;
  return {
    source,
    watch: watchOf(ports),
    inVain: () => rememberContracts(settings, ledger, inVain(ledger.contracts, now())),
  };
}

function rememberContracts({ mode }: Settings, ledger: Ledger, memory: ContractsMemory | undefined): void {
  if (memory !== undefined && mode !== 'dry-run') ledger.rememberContracts(memory);
}

function watchOf({ watch }: Ports): ReadingWatch {
  return { onPage: watch.page, onNote: watch.note };
}
