import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { NEVER_AGAIN, openHttpClient, type RetryRule, type Trace } from '../../src/http/client.ts';
import { ConnectionFailed, TransportError } from '../../src/http/errors.ts';
import { Interrupted } from '../../src/interruption/interrupted.ts';
import { selfSigned } from '../simulator/index.ts';

/** What the server does with one request: answers with a status, or breaks the connection. */
type Act = number | 'reset';

/** The pauses are none, and what they were asked for is kept. */
function patient(tries: number, asked: number[] = []): RetryRule {
  return {
    tries,
    delayMs(retry) {
      asked.push(retry);
      return 0;
    },
    again: (failure) => failure instanceof TransportError || failure.status >= 500,
  };
}

/** A client of a server that does these things in turn, and the last one for ever. */
async function talking(
  way: 'send' | 'write',
  acts: readonly Act[],
  retry: RetryRule,
  onRequest: (count: number) => void = () => {},
) {
  const certificate = await selfSigned();
  let count = 0;
  const server = createServer({ key: certificate.key, cert: certificate.chain }, (request, response) => {
    const act = acts[Math.min(count++, acts.length - 1)];
    onRequest(count);
    if (act === 'reset') request.socket.destroy();
    else response.writeHead(act ?? 200).end(`answer ${count}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const abort = new AbortController();
  const traced: Trace[] = [];
  const client = openHttpClient({
    label: 'server',
    peer: {
      host: '127.0.0.1',
      port: (server.address() as AddressInfo).port,
      trust: { kind: 'anyone' },
      oldTls: false,
      connectLimitMs: 5000,
    },
    base: '/api/',
    headers: { accept: '*/*' },
    maxSockets: 2,
    retry,
    signal: abort.signal,
    trace: (line) => traced.push(line),
  });
  onTestFinished(() => {
    client.close();
    server.close();
  });
  const send = () => client[way]('POST', 'a%2Fb', { timeoutMs: 5000, limitBytes: 1000, payload: '{}' });
  return { client, send, abort, traced, count: () => count };
}

describe.each(['send', 'write'] as const)('asking again, by %s', (way) => {
  test('a server that never does better is asked as often as the rule says, and its last answer counts', async () => {
    const asked: number[] = [];
    const { send, count, traced } = await talking(way, [500, 502, 503], patient(3, asked));
    expect(await send()).toMatchObject({ status: 503 });
    expect(count()).toBe(3);
    expect(asked, 'pauses before the first and the second retry').toEqual([1, 2]);
    expect(traced.map(({ method, path, result }) => [method, path, result])).toEqual([
      ['POST', 'a%2Fb', 500],
      ['POST', 'a%2Fb', 502],
      ['POST', 'a%2Fb', 503],
    ]);
  });

  test('an answer that is good ends it', async () => {
    const { send, count } = await talking(way, [500, 'reset', 200, 500], patient(5));
    const answer = await send();
    expect([answer.status, answer.body.toString()]).toEqual([200, 'answer 3']);
    expect(count()).toBe(3);
  });

  test('a last try without an answer is no answer, whatever came before', async () => {
    const { send, count } = await talking(way, [500, 'reset'], patient(2));
    await expect(send()).rejects.toThrow(ConnectionFailed);
    expect(count()).toBe(2);
  });

  test('a last try with a bad answer is that answer, whatever failed before', async () => {
    const { send } = await talking(way, ['reset', 500], patient(2));
    expect(await send()).toMatchObject({ status: 500 });
  });

  test.each<[Act]>([[500], ['reset']])('nothing is tried again where the rule says never: %s', async (act) => {
    const { send, count } = await talking(way, [act, 200], NEVER_AGAIN);
    await send().catch((error: unknown) => expect(error).toBeInstanceOf(ConnectionFailed));
    expect(count()).toBe(1);
  });

  test('what the rule does not name is not tried again, though ky would', async () => {
    const rule: RetryRule = { ...patient(3), again: () => false };
    const { send, count } = await talking(way, ['reset', 200], rule);
    await expect(send()).rejects.toThrow(ConnectionFailed);
    expect(count()).toBe(1);
  });

  test.each(['GET', 'PUT', 'DELETE'] as const)('a defect of ours is no reason to send a %s again', async (method) => {
    const rule: RetryRule = {
      ...patient(3),
      again() {
        throw new TypeError('a defect');
      },
    };
    const { client, count } = await talking(way, [200], rule);
    await expect(client.send(method, 'a', { timeoutMs: 5000, limitBytes: 1000 })).rejects.toThrow('a defect');
    expect(count()).toBe(1);
  });

  test('an interruption in the pause ends it before the next request', async () => {
    const interrupted: RetryRule = {
      ...patient(3),
      delayMs() {
        talk.abort.abort();
        return 0;
      },
    };
    const talk = await talking(way, [500, 200], interrupted);
    await expect(talk.send()).rejects.toThrow(Interrupted);
    expect(talk.count()).toBe(1);
  });

  test('an interruption under way ends it, and nothing is asked again', async () => {
    const talk = await talking(way, [200], patient(3), () => talk.abort.abort());
    await expect(talk.send()).rejects.toThrow(Interrupted);
    expect(talk.count()).toBe(1);
  });
});
