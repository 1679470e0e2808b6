import { type StatusTable, TREATMENTS, type Treatment } from '../../billing/standing.ts';
import type { MappingOptions, Rates } from '../../mapping/desired.ts';
import { parseSpeed } from '../../mapping/speed.ts';
import { say } from '../../text/language.ts';
import { type FlagTexts, flagsOf, SYNC, wordsIn } from '../flag.ts';
import { SettingsError } from '../settings.ts';
import type { Wish } from './wish.ts';

type StatusFlag = 'allowed-status' | 'status' | 'slow-rate' | 'no-block';

/** What becomes of each state of a contract. What a standing is: `billing/standing.ts`; the slow lane: `mapping/policies.ts`. */
export const STATUS = {
  flags: flagsOf(SYNC, [
    [
      { name: 'allowed-status', decides: true, placeholder: 'LIST', fallback: 'A,FA' },
      'Contract states that have service; all others are blocked',
    ],
    [
      { name: 'status', decides: true, placeholder: 'TABLE' },
      'What becomes of each contract state: A=open,FA=slow,*=block; of open, slow, block, keep',
    ],
    [
      { name: 'slow-rate', decides: true, placeholder: 'D/U' },
      'The speed of the slow lane, such as 256k or 256k/128k; policy Billing-Slow',
    ],
    [{ name: 'no-block', decides: true }, 'Never block anybody, whatever the contract'],
  ]),
  read: (values, { overrides }) => ({ ...statusOf(values, overrides), block: !values.on('no-block') }),
  // Where nobody is blocked, a contract in service says nothing that one out of it would not.
  needs: ({ block }) => ({ allContracts: !block }),
  isForParts: ({ slow }) => slow === undefined,
} as const satisfies Wish<'allowedStatus' | 'statusTable' | 'slow' | 'block', StatusFlag>;

/** What becomes of each state of a contract, and the speed of the slow lane. */
function statusOf(
  values: FlagTexts<StatusFlag>,
  overrides: MappingOptions['overrides'],
): Pick<MappingOptions, 'allowedStatus' | 'statusTable' | 'slow'> {
  const text = values.text('status');
  const slow = values.ifSaid('slow-rate', () => slowRate(values));
  const isPromised = [...(overrides?.values() ?? [])].some(({ wish }) => wish.kind === 'slow');
  // Overrides end by themselves, and their slow lane with them must end no run.
  const mayBePromised = overrides !== undefined;
  if (isPromised && slow === undefined) throw new SettingsError(say`An override is slow: --slow-rate says how slow.`);
  if (text === undefined) {
    if (slow !== undefined && mayBePromised) return { allowedStatus: allowedStatus(values), slow };
    if (slow !== undefined) throw new SettingsError(say`--slow-rate belongs to --status with a state that is slow.`);
    return { allowedStatus: allowedStatus(values) };
  }
  if (values.isGiven('allowed-status')) throw new SettingsError(say`--status and --allowed-status exclude each other.`);
  const statusTable = statusTableOf(text, values);
  const isSlow = [...statusTable.codes.values(), statusTable.others].includes('slow');
  if (isSlow ? slow === undefined : slow !== undefined && !mayBePromised) {
    throw new SettingsError(say`--slow-rate and a state that is slow (--status FA=slow) belong together.`);
  }
  const served = [...statusTable.codes].filter(([, treatment]) => treatment !== 'block').map(([code]) => code);
  return { allowedStatus: new Set(served), statusTable, slow };
}

/** `A=open,FA=slow,*=block`. */
function statusTableOf(text: string, values: FlagTexts<StatusFlag>): StatusTable {
  const expected = say`a list such as A=open,FA=slow,*=block, of ${TREATMENTS.join(', ')}`;
  const codes = new Map<string, Treatment>();
  for (const part of wordsIn(text)) {
    const [, code = '', name = ''] = /^([a-z]{1,4}|\*)=([a-z]+)$/i.exec(part) ?? [];
    const treatment = TREATMENTS.find((one) => one === name.toLowerCase());
    if (treatment === undefined || codes.has(code.toUpperCase())) throw values.refuse('status', expected);
    codes.set(code.toUpperCase(), treatment);
  }
  const others = codes.get('*') ?? 'block';
  codes.delete('*');
  if (codes.size === 0) throw values.refuse('status', expected);
  return { codes, others };
}

function slowRate(values: FlagTexts<StatusFlag>): Rates {
  const rates = ratesIn(values.text('slow-rate') ?? '');
  if (rates === undefined) throw values.refuse('slow-rate', say`a speed such as 256k, or 256k/128k (down/up)`);
  return rates;
}

/** `256k/128k` for down and up, or one for both; undefined for what is no speed with a limit. */
export function ratesIn(text: string): Rates | undefined {
  const parts = text.split('/').map((part) => parseSpeed(part.trim(), { speedBase: 1000 }));
  const [down, up = down] = parts;
  if (parts.length > 2 || down?.kind !== 'limited' || up?.kind !== 'limited') return undefined;
  return { downKbps: down.kbps, upKbps: up.kbps };
}

function allowedStatus(values: FlagTexts<StatusFlag>): ReadonlySet<string> {
  const states = values.list('allowed-status');
  if (states.length === 0 || !states.every((state) => /^[a-z]{1,4}$/i.test(state))) {
    throw values.refuse('allowed-status', say`a list of contract states such as A,FA`);
  }
  return new Set(states.map((state) => state.toUpperCase()));
}
