import { expect, test } from 'vitest';
import { EXIT, type ExitCode } from '../../src/run/exit-code.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { toSettings } from '../../src/settings/to-settings.ts';
import { parseCommandLine } from '../../src/settings/yargs.ts';
import { startByHand } from '../../src/setup/by-hand.ts';
import { aHeldBack } from '../support/builders.ts';
import { aBqnOutcome, anOutcome } from '../support/outcomes.ts';

/** `--approve` on a terminal. */

const ENV = {
  IXC_SERVER: 'ixc.example',
  IXC_KEY: '1:ab',
  BQN_OAM_IP: '192.0.2.7',
  BQN_REST_USER: 'u',
  BQN_REST_PW: 'pw',
};

function settings(...argv: string[]): Settings {
  const commandLine = parseCommandLine(argv);
  if (commandLine.kind !== 'run') throw new Error('it asks for information');
  return toSettings(commandLine, { env: ENV, program: '/nowhere/sync-ixc-bqn.js' });
}

async function answered(answer: string, shown: ExitCode = EXIT.heldBack, ...more: string[]) {
  const runs: string[] = [];
  const questions: string[] = [];
  const exitCode = await startByHand(settings('--approve', 'blocks=3', ...more), {
    asker: {
      async ask(question) {
        questions.push(question);
        return answer;
      },
    },
    say: () => {},
    async run({ mode, limits }, onOutcome) {
      runs.push(`${mode} ${limits.approved.size}`);
      onOutcome?.(anOutcome({ exitCode: shown, bqns: [aBqnOutcome({ heldBack: [aHeldBack({ count: 3 })] })] }));
      return mode === 'held' ? shown : EXIT.done;
    },
  });
  return { exitCode, runs, questions };
}

test('it shows what is held back, asks, and writes only then', async () => {
  const yes = await answered('sim');
  expect(yes).toMatchObject({ exitCode: EXIT.done, runs: ['held 0', 'sync 1'] });
  expect(yes.questions).toEqual([expect.stringContaining('blocks=3')]);
  expect((await answered('no')).runs).toEqual(['held 0']);
});

test('of what could not be read nothing is asked', async () => {
  expect(await answered('yes', EXIT.bqnFailed)).toMatchObject({ exitCode: EXIT.bqnFailed, questions: [] });
});

test('only a start that writes asks', async () => {
  expect(await answered('yes', EXIT.heldBack, '-n')).toMatchObject({ runs: ['dry-run 1'], questions: [] });
});
