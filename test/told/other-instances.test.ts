import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aLogin, anIsp } from '../simulator/index.ts';
import { aBox } from '../support/box.ts';
import { othersFromSource } from '../support/from-source.ts';

othersFromSource();

/** Two copies of the program at one BQN, as `--check` tells of them. */

const isp = () => anIsp({ logins: [aLogin(), aLogin()] });
const looks = (output: string) => output.split('\n').filter((line) => line.startsWith('look '));

test('a BQN that two state files name is told: beside ours, and in the folder next to it, whatever it is called there', async () => {
  const { path, stateFile, run, bqn } = await aBox(isp());
  await run();
  expect((await run(['--check'])).stdout).not.toContain('another state file');
  copyFileSync(stateFile, path('old.state.json'));
  expect(looks((await run(['--check'])).stdout).join('\n')).toMatch(
    new RegExp(`BQN ${bqn.host} stands in another state file, too: .*/old.state.json;`),
  );
  rmSync(path('old.state.json'));
  for (const name of ['ours', 'theirs']) mkdirSync(path(name));
  const ours = path('ours/sync-ixc-bqn.state.json');
  copyFileSync(stateFile, ours);
  // By its certificate, since the name is another there.
  const theirs = readFileSync(stateFile, 'utf8').replaceAll(bqn.host, 'bqn.example:3443');
  writeFileSync(path('theirs/sync-ixc-bqn.state.json'), theirs);
  rmSync(stateFile);
  const { stdout } = await run(['--check', '--state-file', ours]);
  expect(looks(stdout).join('\n')).toMatch(/stands in another state file, too: .*\/theirs\/sync-ixc-bqn.state.json/);
});

test('a state file of another BQN, a damaged one and one that is something else are no second copy', async () => {
  const { path, stateFile, run } = await aBox(isp());
  await run();
  const other = readFileSync(stateFile, 'utf8')
    .replaceAll(/"127\.0\.0\.1:\d+"/g, '"192.0.2.9:3443"')
    .replaceAll(/"fingerprint":"[^"]*"/g, '"fingerprint":"00"');
  writeFileSync(path('other.state.json'), other);
  writeFileSync(path('damaged.state.json'), '{"program":"sync-ixc-bqn"');
  writeFileSync(path('state.json'), '{"program":"something"}');
  expect((await run(['--check'])).stdout).not.toContain('another state file');
});

test('entries that are as ours and that we never wrote are told; ours, and those that differ, are not', async () => {
  const { stateFile, run, bqn } = await aBox(isp());
  await run();
  expect((await run(['--check'])).stdout).not.toContain('it did not write them');
  rmSync(stateFile);
  const found = looks((await run(['--check'])).stdout).join('\n');
  expect(found).toMatch(/2 entries are as this program writes them, and it did not write them/);
  for (const entry of bqn.subscribers.values()) entry['policyRate'] = 'another';
  expect((await run(['--check'])).stdout).not.toContain('it did not write them');
});
