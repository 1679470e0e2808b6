import { expect, test } from 'vitest';
import { aLogin, anIsp, answer, emptyList, totalOf } from '../../simulator/index.ts';
import { aBox } from '../../support/box.ts';
import { othersFromSource } from '../../support/from-source.ts';

othersFromSource();

test('an error that comes with a good status is an error: refused, with the words of the BQN', async () => {
  const { bqn, run } = await aBox(anIsp({ logins: [aLogin(), aLogin()] }));
  const body = '{"error":{"code":7,"message":"license exceeded"}}';
  const fault = bqn.faults.on({ method: 'POST', target: 'subscribers' }, answer({ status: 200, body }));
  const refused = await run();
  expect(refused.code, refused.output).toBe(5);
  expect(refused.stdout).toContain('HTTP 200: license exceeded');
  bqn.faults.off(fault);
  expect((await run()).code).toBe(0);
  expect((await run()).code).toBe(0);
});

test('a page with more rows than it announces proves nothing: nobody is deleted for it', async () => {
  const logins = Array.from({ length: 30 }, () => aLogin());
  const { bqn, ixc, run } = await aBox(anIsp({ logins }));
  expect((await run()).code).toBe(0);
  bqn.forgetWrites();
  // Five are left out, and the count is lower still.
  ixc.faults.on({ target: 'radusuarios' }, totalOf('15'));
  for (const login of ixc.isp.logins.slice(0, 5)) login.online = 'N';
  const doubted = await run();
  expect(
    bqn.writes.filter(({ method }) => method === 'DELETE'),
    doubted.output,
  ).toEqual([]);
});

test('an IXC that answers nothing from some page on is not believed: nothing is written', async () => {
  const logins = Array.from({ length: 5 }, () => aLogin());
  const { bqn, ixc, run } = await aBox(anIsp({ logins }));
  expect((await run()).code).toBe(0);
  bqn.forgetWrites();
  ixc.faults.on({ target: 'radusuarios', from: 2 }, emptyList());
  const doubted = await run(['--page-size', '4']);
  expect(doubted.code, doubted.output).toBe(3);
  expect(bqn.writes).toEqual([]);
});
