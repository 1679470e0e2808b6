import { expect, test } from 'vitest';
import { type Implausibility, Implausible, NobodyInScope, SourceError } from '../../src/billing/errors.ts';
import { causeOf } from '../../src/report/cause.ts';
import { errorText } from '../../src/report/error-text.ts';
import { reportJson } from '../../src/report/report-file.ts';
import { aPlan } from '../support/builders.ts';
import { anOutcome, FACTS } from '../support/outcomes.ts';

/** An error that says what was found gets its words where people read them: log, cause and report file. */

const ADVICE =
  '. Nothing is written from that. Check there whether this is so, and whether the user of the key may see every branch (filial) and city.';

const bare = aPlan({ name: 'Gold', download: '300', upload: '150' });

test.each<[Implausibility, string]>([
  [
    { stops: true, kind: 'no plans', system: 'IXC', list: 'radgrupos' },
    'IXC has no speed plan at all (radgrupos is empty)',
  ],
  [
    { stops: true, kind: 'no contracts', system: 'IXC', list: 'cliente_contrato' },
    'IXC has no contract at all (cliente_contrato is empty), though logins name some',
  ],
  [
    { kind: 'nobody online', system: 'IXC' },
    'IXC shows no login online at all, while the BQN holds subscribers of this program',
  ],
  [
    { kind: 'no readable speed', system: 'IXC', plans: [bare] },
    "no speed of IXC's 1 Internet plans can be read (Gold: 300/150): they are numbers without a unit: say what they count in with --bare-unit k or --bare-unit M",
  ],
])('%j', (why, said) => {
  expect(errorText(new Implausible(why))).toBe(said + ADVICE);
});

test('filters that leave nobody: those of all, or of one BQN', () => {
  const rest =
    ' (--only-..., --skip-...) leave nobody of 3 online logins, so nothing is written: compare them with what --check lists';
  expect(errorText(new NobodyInScope('', 3))).toBe(`the filters${rest}`);
  expect(errorText(new NobodyInScope('a', 3))).toBe(`the filters of BQN a${rest}`);
});

test('so the cause and the report say it; another error is its own message', () => {
  const outcome = anOutcome({ exitCode: 3, error: new NobodyInScope('', 3) });
  const said = errorText(new NobodyInScope('', 3));
  expect(causeOf(3, outcome)).toBe(said);
  expect(JSON.parse(reportJson(FACTS, outcome)).error).toEqual({ name: 'NobodyInScope', message: said });
  expect(errorText(new SourceError('no answer'))).toBe('no answer');
});
