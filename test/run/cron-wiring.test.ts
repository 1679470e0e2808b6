import { expect, test } from 'vitest';
import { cronDoubt } from '../../src/run/cron-wiring.ts';

function onBox(crontab: string | undefined, isBox = true) {
  return cronDoubt({ exists: () => isBox, read: () => crontab, mode: () => undefined });
}

test.each([
  ['no crontab', undefined],
  ['a crontab without the line', '17 * * * * root run-parts /etc/cron.hourly\n'],
  ['the line as a comment', '# */5 * * * * root /bqn/bin/bqncron\n'],
])('on a BQN with %s nothing starts the wrapper, and --check says what to do', (_what, crontab) => {
  expect(onBox(crontab)).toMatch(/no line for bqncron.*systemctl restart cron/);
});

test.each([
  ['*/5 * * * * root /bqn/bin/bqncron', true],
  ['*/5 * * * * root run-parts /etc/cron.5', true],
  ['', false],
])('with %j (on a BQN: %s) there is nothing to say', (crontab, isBox) => {
  expect(onBox(crontab, isBox)).toBeUndefined();
});
