import { SHORTEST_PREFIX, USUAL_PREFIX } from '../address/address.ts';
import { type StatusTable, TREATMENTS, type Treatment } from '../billing/standing.ts';
import { type MappingOptions, type Rates, SITE_KINDS, type SiteKind } from '../mapping/desired.ts';
import { partOf } from '../mapping/reduced.ts';
import { parseSpeed } from '../mapping/speed.ts';
import { say } from '../text/language.ts';
import type { FlagValues } from './flags.ts';
import { SettingsError } from './settings.ts';

/** What is made of plans, logins and contracts. @throws {SettingsError} */
export function mappingOf(values: FlagValues, overrides: MappingOptions['overrides']): MappingOptions {
  return {
    overrides,
    ...statusOf(values, overrides),
    block: !values.on('no-block'),
    dualStack: values.on('dual-stack'),
    ...(values.text('ipv6-subscribers') !== undefined && {
      ipv6Subscribers: values.whole('ipv6-subscribers', SHORTEST_PREFIX, USUAL_PREFIX),
    }),
    joinContracts: values.text('join') !== undefined && values.choice('join', ['contract']) === 'contract',
    siteGroups:
      values.text('site-groups') === undefined ? undefined : values.choice<SiteKind>('site-groups', SITE_KINDS),
    bareUnit: values.text('bare-unit') === undefined ? undefined : values.choice<'k' | 'M'>('bare-unit', ['k', 'M']),
    speedBase: values.choice('speed-base', ['1000', '1024']) === '1024' ? 1024 : 1000,
    ipConflict: values.choice('ip-conflict', ['skip', 'newest']),
    reduced: reducedSpeed(values),
    rateFactor: rateFactor(values),
    burst: values.on('burst'),
  };
}

/** `2M/1M`, or one for both ways, behind `--reduced`; each a speed or a part of the plan's, `10%`. */
function reducedSpeed(values: FlagValues): MappingOptions['reduced'] {
  const text = values.text('reduced-rate');
  const isOn = values.on('reduced');
  if (text === undefined) return isOn ? { rate: undefined } : undefined;
  if (!isOn) throw new SettingsError(say`--reduced-rate belongs to --reduced.`);
  const [download = '', upload = download, ...more] = text.split('/').map((part) => part.trim());
  const isSpeed = (part: string) => {
    const percent = partOf(part);
    if (percent !== undefined) return percent > 0 && percent <= 100;
    return parseSpeed(part, { speedBase: 1000 }).kind === 'limited';
  };
  if (more.length > 0 || !isSpeed(download) || !isSpeed(upload)) {
    throw values.refuse(
      'reduced-rate',
      say`a speed such as 2M/1M (down/up), a part of the plan's such as 10%, or one for both`,
    );
  }
  return { rate: { download, upload } };
}

/** `1.1`, or `1.1/1.2` for down and up. */
function rateFactor(values: FlagValues): MappingOptions['rateFactor'] {
  const text = values.text('rate-factor');
  if (text === undefined) return undefined;
  const parts = text.split('/').map((part) => part.trim());
  const [down = Number.NaN, up = down] = parts.map((part) =>
    /^\d{1,3}(\.\d{1,4})?$/.test(part) ? Number(part) : Number.NaN,
  );
  const isFactor = (factor: number) => factor >= 0.1 && factor <= 3;
  if (parts.length > 2 || !isFactor(down) || !isFactor(up)) {
    throw values.refuse('rate-factor', say`a factor from 0.1 to 3 such as 1.1, or two such as 1.1/1.2 (down/up)`);
  }
  return { down, up };
}

/** What becomes of each state of a contract, and the speed of the slow lane. */
function statusOf(
  values: FlagValues,
  overrides: MappingOptions['overrides'],
): Pick<MappingOptions, 'allowedStatus' | 'statusTable' | 'slow'> {
  const text = values.text('status');
  const slow = values.text('slow-rate') === undefined ? undefined : slowRate(values);
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
function statusTableOf(text: string, values: FlagValues): StatusTable {
  const expected = say`a list such as A=open,FA=slow,*=block, of ${TREATMENTS.join(', ')}`;
  const codes = new Map<string, Treatment>();
  for (const part of text.split(/[\s,;]+/).filter((word) => word !== '')) {
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

function slowRate(values: FlagValues): Rates {
  const parts = (values.text('slow-rate') ?? '').split('/').map((part) => parseSpeed(part.trim(), { speedBase: 1000 }));
  const [down, up = down] = parts;
  if (parts.length > 2 || down?.kind !== 'limited' || up?.kind !== 'limited') {
    throw values.refuse('slow-rate', say`a speed such as 256k, or 256k/128k (down/up)`);
  }
  return { downKbps: down.kbps, upKbps: up.kbps };
}

function allowedStatus(values: FlagValues): ReadonlySet<string> {
  const states = (values.text('allowed-status') ?? '').split(/[\s,;]+/).filter((state) => state !== '');
  if (states.length === 0 || !states.every((state) => /^[a-z]{1,4}$/i.test(state))) {
    throw values.refuse('allowed-status', say`a list of contract states such as A,FA`);
  }
  return new Set(states.map((state) => state.toUpperCase()));
}
