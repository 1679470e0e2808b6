import type { Billing, ListKind } from '../billing/reading.ts';
import type { BillingSource, ReadingWatch } from '../billing/source.ts';
import type { Peer } from '../http/trust.ts';
import type { Wait } from '../interruption/wait.ts';
import { tryAccess } from './access.ts';
import type { IxcApi } from './client.ts';
import { contractsById } from './contracts.ts';
import { fixedAddressNotes } from './fixed-addresses.ts';
import { hasLogin, lookUpLogin } from './look-up.ts';
import type { PagingLimits } from './paging.ts';
import { readAlone, readIxc, readLoginsAlone } from './reading.ts';
import type { ReadingExtras } from './reading-options.ts';
import { ixcShapes } from './shapes.ts';
import { TABLES } from './tables.ts';

/** How a reading waits, and how it ends early. */
export interface Breaks {
  readonly wait: Wait;
  /** Breaks off every request under way. */
  readonly abandon: () => void;
}

/** An IXC as the billing system of a run. */
export function ixcSource(
  api: IxcApi,
  peer: Peer | undefined,
  reading: PagingLimits & ReadingExtras,
  breaks: Breaks,
): BillingSource {
  const options = (watch: ReadingWatch) => ({ ...reading, ...watch, ...breaks });
  const readers: { readonly [K in ListKind]: (watch: ReadingWatch) => Promise<Billing[K]> } = {
    logins: (watch) => readLoginsAlone(api, options(watch)),
    plans: (watch) => readAlone(api, TABLES.plans, options(watch)),
    contracts: (watch) => readAlone(api, TABLES.contracts, options(watch)),
  };
  return {
    label: api.label,
    peer,
    read: (watch, sparing, known) => readIxc(api, { ...options(watch), known }, sparing),
    contractsById: (ids, watch) => contractsById(api, ids, options(watch)),
    nameOf: (list) => TABLES[list].name,
    tryAccess: () => tryAccess(api),
    shapes: () => ixcShapes(api),
    unseen: async () => ((reading.fixedIp ?? []).length > 0 ? [] : await fixedAddressNotes(api)),
    lookUp: (login) => lookUpLogin(api, login),
    hasLogin: (name) => hasLogin(api, name),
    readList: (list, watch) => readers[list](watch),
  };
}
