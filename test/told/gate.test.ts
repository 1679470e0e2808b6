import { copyFileSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { PLAIN, plainCause } from '../../src/notify/plain-cause.ts';
import { reportJson } from '../../src/report/report-file.ts';
import { SettingsError } from '../../src/settings/settings.ts';
import { journalLine } from '../../src/state/journal.ts';
import { say } from '../../src/text/language.ts';
import { hide } from '../../src/text/secrets.ts';
import { LONGEST_SHOWN, line, shown } from '../../src/text/shown.ts';
import { selfSigned } from '../simulator/certificates.ts';
import { aLogin, anIsp, answer } from '../simulator/index.ts';
import { aBox } from '../support/box.ts';
import { aChange, aChangePlan } from '../support/builders.ts';
import { bundleIf } from '../support/from-source.ts';
import { HOSTILE, HOSTILE_NAME, MARK, rawIn, UNSEEN_KINDS } from '../support/hostile-words.ts';
import { aBqnOutcome, anOutcome, FACTS } from '../support/outcomes.ts';
import {
  aListener,
  EACH_ASKED,
  expectHarmless,
  saidByRun,
  saidOnTerminal,
  saidWhenAsked,
  unknownOutputs,
} from '../support/outputs.ts';
import { answersAbout, HAS_TERMINAL, runOnTerminal, withoutCursor } from '../support/terminal.ts';
import { aWorld, onEnd, type World } from '../support/world.ts';
import { WRAPPER } from '../support/wrapper.ts';

/** Whatever anybody wrote anywhere, people read it only through the gate: printable, and no more than 200 characters of it. */

vi.setConfig({ maxConcurrency: 3, testTimeout: 300_000 });

describe('the gate', () => {
  test.each(Object.entries(UNSEEN_KINDS))('%s is shown, or is a blank', (_kind, unseen) => {
    const text = shown(`a${unseen}b`);
    expect(rawIn(text)).toBeUndefined();
    expect(text.startsWith('a') && text.endsWith('b') && text.length > 2).toBe(true);
  });

  test('what is seen stays as it is, in whatever script', () => {
    for (const text of [
      'joão d’Ávila',
      'Sa\u0303o',
      '山田太郎',
      'Ἀθηνᾶ',
      'محمد',
      'हिन्दी',
      '🚀👍🏽',
      '100% + #1 /x\\y "q"',
    ]) {
      expect(shown(text)).toBe(text);
    }
  });

  test('property: nothing raw, and never more than 200 characters, of any text and within any sentence', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(fc.constantFrom(...Object.values(UNSEEN_KINDS), 'x'), { maxLength: 300 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (any) => {
        expect(rawIn(shown(any))).toBeUndefined();
        expect(shown(any).length).toBeLessThanOrEqual(LONGEST_SHOWN);
        expect(shown(shown(any))).toBe(shown(any));
        expect(line`<${any}>`).toBe(`<${shown(any)}>`);
      }),
    );
  });

  test('a sentence of ours is whole within another one, and as the message of an error', () => {
    const long = say`${'a'.repeat(150)} and ${'b'.repeat(150)}`;
    expect(long).toHaveLength(305);
    expect(line`BQN: ${long}`).toBe(`BQN: ${long}`);
    expect(shown(new Error(long).message)).toBe(long);
    expect(shown(`${long}!`).length, 'what is only like it is not ours').toBe(LONGEST_SHOWN);
  });

  test('a secret is taken out before a text is cut, so that no half of it is left', () => {
    hide(['Segredo-do-BQN-9471']);
    try {
      const text = shown(`${'x'.repeat(LONGEST_SHOWN - 10)}Segredo-do-BQN-9471 and more`);
      expect(text).not.toContain('Segredo');
    } finally {
      hide([]);
    }
  });
});

describe.runIf(HAS_TERMINAL)('--init on a terminal', () => {
  /** As an attacker would have it: the screen is cleared, and the true fingerprint stands in a question of its own. */
  const forged = `\u001bc\r\u009b2J\u202ex\u2028SHA-256 ${'AB:'.repeat(31)}AB: trust it?`;

  test('a certificate that would forge the question is shown as what it is, its fingerprint last on a line of its own', async () => {
    const certificate = await selfSigned({ edition: forged });
    const box = await aBox(anIsp({ logins: [aLogin()] }), { bqn: { certificate }, ixc: { certificate } });
    copyFileSync(WRAPPER, box.path('sync-ixc-bqn.sh'));
    const { raw } = await runOnTerminal(box, ['--init'], {
      env: { IXC_BQN_IXC_CA: undefined, BQN_OAM_IP: undefined },
      typing: [
        ['Language', 'en\r'],
        ['IXC server', '\r'],
        ['trust this certificate', 'yes\r'],
        ['API key', '\r'],
        ['management address', `${box.bqn.host}\r`],
        ['trust this certificate', 'no\r'],
        ['Type it again', ''],
        ['management address', '\u0003'],
      ],
    });
    // What readline itself writes to move its own cursor.
    const ours = withoutCursor(raw);
    expect(rawIn(ours)).toBeUndefined();
    expect(ours).toContain('\\u009b2J');
    const asked = ours.split('\n').map((one) => one.trim());
    const questions = asked.flatMap((one, at) => (one.includes('trust this certificate?') ? [at] : []));
    expect(questions).toHaveLength(2);
    for (const at of questions) expect(asked[at - 1]).toBe(certificate.fingerprint256);
  });

  test('what an old wrapper holds is offered as it may be shown, and kept as it is', async () => {
    const box = await aBox(anIsp({ logins: [aLogin()] }));
    copyFileSync(WRAPPER, box.path('sync-ixc-bqn.sh'));
    const { raw } = await runOnTerminal(box, ['--init'], {
      env: { BQN_REST_USER: `admin\u001bc\u202e`, BQN_OAM_IP: undefined },
      typing: [
        ['Language', 'en\r'],
        ['IXC server', '\r'],
        ['API key', '\r'],
        ['management address', `${box.bqn.host}\r`],
        ['trust this certificate', 'yes\r'],
        ['REST user', '\u0003'],
      ],
    });
    expect(raw).toContain('\\u202e');
    expect(rawIn(withoutCursor(raw))).toBeUndefined();
  });
});

/** Names of which two in three are such as the program takes. */
const hostile = (at: number) => `${at % 3 === 0 ? HOSTILE : HOSTILE_NAME}${at}`;

/** Each name of an ISP and of a BQN, each code, each reason and each header is hostile. */
async function aHostileWorld(context: Parameters<typeof onEnd>[0]): Promise<World> {
  const world = await aWorld(onEnd(context));
  const { logins, plans, contracts } = world.ixc.isp;
  for (const [at, login] of logins.entries()) {
    login.login = `${hostile(at)}${at === 7 ? MARK.repeat(10_000) : `x;=${MARK}`}`;
    login.extra = { concentrador: HOSTILE };
    if (at % 6 === 1) login.ip = HOSTILE;
    if (at % 6 === 2) login.prefix = HOSTILE;
    if (at % 6 === 3) login.plan = '99999';
  }
  for (const [at, plan] of plans.entries()) {
    plan.name = `${hostile(at)}${MARK.repeat(at === 2 ? 10_000 : 1)}`;
    if (at % 4 === 1) plan.download = HOSTILE;
  }
  for (const [at, contract] of contracts.entries()) if (at % 5 === 1) contract.status = HOSTILE;
  world.bqn.seedPolicy(`p${HOSTILE_NAME}`, { policyId: `${HOSTILE_NAME}x`, rateLimitDownlink: { rate: 1 } });
  world.bqn.seedGroup(`DS-${HOSTILE_NAME}`, { subscriberMembers: ['203.0.113.6'] });
  world.bqn.seedPolicy(`p${HOSTILE}`, { policyId: HOSTILE + MARK, rateLimitDownlink: { rate: 1 } });
  world.bqn.seedGroup(`DS-${HOSTILE}`, { subscriberMembers: ['203.0.113.6'], policyRate: `p${HOSTILE}` });
  world.bqn.seedSubscriber('203.0.113.77', { subscriberId: HOSTILE, policyRate: `p${HOSTILE}` });
  return world;
}

test.runIf(HAS_TERMINAL)('--init shows nothing of theirs raw, to its end', async (context) => {
  const world = await aHostileWorld(context);
  copyFileSync(WRAPPER, world.path('sync-ixc-bqn.sh'));
  const caFile = world.path('ixc-ca.pem');
  const { code, raw, text } = await runOnTerminal({ ...world, caFile }, ['--init', '--ixc-ca', caFile], {
    env: { IXC_SERVER: undefined, IXC_KEY: undefined, BQN_OAM_IP: undefined, BQN_REST_USER: undefined },
    typing: [['Language', 'en\r'], ...answersAbout(world), ['Join IPv4', 'yes\r'], ['Save these settings', 'yes\r']],
  });
  expect(code, text).toBe(0);
  expectHarmless([{ where: 'the terminal', form: 'lines', text: withoutCursor(raw.replace(COLOURS, '')) }], '--init');
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: our colours
const COLOURS = /\u001b\[\d+m/g;

const RUNS: readonly (readonly string[])[] = [
  ['-v', '--force', '--dual-stack'],
  ['-vv', '--log-format', 'json', '--prune', 'all'],
  ['--lang', 'pt', '--skip-login', HOSTILE.replace(/,/g, ''), '-n'],
];

test('in data, too, nobody says more than 200 characters, and a sentence of ours is whole', () => {
  const name = MARK.repeat(1000);
  const sentence = say`${name} and ${name} and ${name}`;
  const plan = aChangePlan([aChange({ action: 'create', key: name, who: name })]);
  const outcome = anOutcome({ error: new Error(sentence), bqns: [aBqnOutcome({ plan })] });
  const entry = {
    ...{ time: '2026-01-08T11:42:40.000Z', run: '', bqn: '', event: 'blocks', ip: '', from: '', to: '', status: '' },
    ...{ login: name, reason: sentence, contract: 1, plan: 1, policy: { name, customers: 1, who: [name] } },
  };
  for (const data of [reportJson(FACTS, outcome), journalLine(entry, (text) => text)]) {
    expect(data).toContain(sentence);
    expect(data).not.toContain(MARK.repeat(30));
  }
});

test('every output is in the table of outputs', () => {
  expect(unknownOutputs()).toEqual([]);
});

test.concurrent('names of customers, plans, sites, policies and groups reach nobody raw, nor longer than 200 characters', async (context) => {
  const world = await aHostileWorld(context);
  const listener = await aListener(onEnd(context));
  for (const [at, args] of RUNS.entries())
    expectHarmless(await bundleIf(at === 0, () => saidByRun(world, listener, args)), args.join(' '));
  for (const [at, asked] of EACH_ASKED.entries())
    expectHarmless(await bundleIf(at === 0, () => saidWhenAsked(world, asked, HOSTILE)), asked);
  expectHarmless(await saidOnTerminal(world, ['--dry-run', '-v']), 'on a terminal');
});

test.concurrent('nor do the words of a server that refuses, in logs and in notices', async (context) => {
  const world = await aWorld(onEnd(context));
  const listener = await aListener(onEnd(context));
  const words = `${HOSTILE} ${MARK}`;
  const body = JSON.stringify({ error: { message: words }, type: 'error', message: words });
  const faults = [
    () => world.bqn.faults.on({ method: 'GET' }, answer({ status: 500, body })),
    () => world.bqn.faults.on({ method: 'POST' }, answer({ status: 400, body })),
    () => world.bqn.faults.on({ method: 'GET' }, answer({ body: `{"items":[{"${words}":1}],"${MARK}":2}` })),
    () => world.ixc.faults.on({}, answer({ body })),
    () => world.ixc.faults.on({}, answer({ body: `<div>${words}</div>` })),
    () => world.ixc.faults.on({}, answer({ status: 403, body })),
  ];
  let messages = 0;
  for (const [at, fault] of faults.entries()) {
    fault();
    const said = await bundleIf(at === 0, () => saidByRun(world, listener, ['-v']));
    expectHarmless(said, `fault ${at}`);
    messages += said.filter(({ form, text }) => form === 'message' && text !== '').length;
    world.bqn.faults.clear();
    world.ixc.faults.clear();
  }
  expect(messages).toBeGreaterThan(4);
});

test('what was typed wrongly names nobody in a notice, quotes in it or not', () => {
  for (const typed of [MARK, `a"${MARK}"b`, `"${MARK}`]) {
    const error = new SettingsError(say`--max-block: "${typed}" is no percentage.`);
    expect(plainCause(2, anOutcome({ exitCode: 2, error }))).toBe('--max-block: "..." is no percentage.');
  }
});

test('every error that may end a run has a cause that names nobody', () => {
  const rooms = ['../../src/billing/errors.ts', '../../src/ixc/errors.ts', '../../src/bqn/errors.ts'];
  const classes = rooms.flatMap((room) => [
    ...readFileSync(new URL(room, import.meta.url), 'utf8').matchAll(/export class (\w+) extends (?!Error)\w+/g),
  ]);
  const names = classes.map(([, name = '']) => name).filter((name) => name !== 'IxcError');
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => PLAIN[name] === undefined)).toEqual([]);
});
