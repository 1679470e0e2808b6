import { readFileSync } from 'node:fs';
import { SourceError } from '../../src/billing/errors.ts';
import type { Billing, Reading } from '../../src/billing/reading.ts';
import type { Contract, Login, Plan } from '../../src/billing/records.ts';
import type { BillingSource } from '../../src/billing/source.ts';

interface Lists {
  readonly logins: readonly Login[];
  readonly plans: readonly Plan[];
  readonly contracts: readonly Contract[];
}

/** Another billing system, as small as one can be: a JSON file with the three lists. */
export function jsonSource(path: string): BillingSource {
  const lists = (): Lists => {
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as Lists;
    } catch (error) {
      throw new SourceError(`${path} cannot be read: mend it.`, { cause: error });
    }
  };
  const reading = <T>(name: string, rows: readonly T[]): Reading<T> => {
    return { name, rows, completeness: 'whole', how: 'file', pages: 1, retries: 0, received: rows.length, ms: 0 };
  };
  const billing = (): Billing => {
    const { logins, plans, contracts } = lists();
    return {
      system: 'the file',
      logins: reading('logins', logins),
      plans: reading('plans', plans),
      contracts: reading('contracts', contracts),
    };
  };
  return {
    label: path,
    peer: undefined,
    read: async () => billing(),
    nameOf: (list) => list,
    readList: async (list) => billing()[list],
  };
}
