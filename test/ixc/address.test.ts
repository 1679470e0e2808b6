import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitHostPort } from '../../src/address/host-port.ts';
import { parseIxcHost } from '../../src/ixc/host.ts';
import { looksSwapped, normaliseKey } from '../../src/ixc/key.ts';

const HASH = 'ab12'.repeat(16);
const PAIR = `42:${HASH}`;
const BASE64 = Buffer.from(PAIR).toString('base64');

describe('IXC-HOST in whatever form the operator typed it', () => {
  test.each([
    ['ixc.example.net', 'ixc.example.net', 443],
    ['IXC.Example.NET', 'ixc.example.net', 443],
    [' ixc.example.net ', 'ixc.example.net', 443],
    ['"ixc.example.net"', 'ixc.example.net', 443],
    ["'ixc.example.net'", 'ixc.example.net', 443],
    ['ixc.example.net.', 'ixc.example.net', 443],
    ['https://ixc.example.net/', 'ixc.example.net', 443],
    ['http://ixc.example.net', 'ixc.example.net', 443],
    ['https://ixc.example.net/webservice/v1', 'ixc.example.net', 443],
    ['ixc.example.net/adm.php', 'ixc.example.net', 443],
    ['https://ixc.example.net:8443/adm.php?x=1#y', 'ixc.example.net', 8443],
    ['ixc.example.net?x', 'ixc.example.net', 443],
    ['10.0.0.5', '10.0.0.5', 443],
    ['10.0.0.5:8443', '10.0.0.5', 8443],
    ['localhost', 'localhost', 443],
    ['[2001:db8::5]:8443', '2001:db8::5', 8443],
    ['2001:db8::5', '2001:db8::5', 443],
    ['https://[2001:DB8::5]/', '2001:db8::5', 443],
  ])('%s', (text, host, port) => {
    expect(parseIxcHost(text)).toMatchObject({ host, port });
  });

  test.each([
    ['ixc.example.net', 'ixc.example.net'],
    ['ixc.example.net:443', 'ixc.example.net'],
    ['ixc.example.net:8443', 'ixc.example.net:8443'],
    ['[2001:db8::5]:8443', '[2001:db8::5]:8443'],
  ])('%s is shown to people as %s', (text, label) => {
    expect(parseIxcHost(text)?.label).toBe(label);
  });

  test.each([
    '',
    ' ',
    'https://',
    'ixc example',
    'user:password@ixc.example',
    'ixc.example:0',
    'ixc.example:65536',
    'ixc.example:x',
    '-ixc',
    'ixc-',
  ])('%j is none', (text) => {
    expect(parseIxcHost(text)).toBeUndefined();
  });

  test('property: a host name comes out as it is, with any scheme, path and port around it', () => {
    const port = fc.integer({ min: 1, max: 65_535 });
    const path = fc.constantFrom('', '/', '/adm.php', '/webservice/v1', '?a=b');
    fc.assert(
      fc.property(fc.domain(), port, fc.constantFrom('', 'https://', 'http://'), path, (host, number, scheme, tail) => {
        expect(parseIxcHost(`${scheme}${host}:${number}${tail}`)).toMatchObject({
          host: host.toLowerCase(),
          port: number,
        });
      }),
    );
  });

  test('a port that is not typed is the usual one', () => {
    expect(splitHostPort('bqn', 3443)).toEqual({ host: 'bqn', port: 3443 });
  });
});

describe('API-KEY in whatever form the operator pasted it', () => {
  test.each([PAIR, BASE64, `Basic ${BASE64}`, `basic  ${PAIR}`, ` ${PAIR}\n`, `"${PAIR}"`, `'Basic ${BASE64}'`])(
    '%s',
    (key) => {
      expect(normaliseKey(key)).toBe(BASE64);
    },
  );

  test('a form that IXC does not hand out today is left to IXC to judge', () => {
    expect(normaliseKey('something-new')).toBe(Buffer.from('something-new').toString('base64'));
  });

  test.each(['', ' ', '""', 'two words', 'chave-é', `${PAIR} ${PAIR}`, '42:ab\tcd'])('%j is none', (key) => {
    expect(normaliseKey(key)).toBeUndefined();
  });

  test('property: every id:hash comes to one Authorization, however it is pasted', () => {
    const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), hash, (id, digits) => {
        const expected = Buffer.from(`${id}:${digits}`).toString('base64');
        for (const form of [`${id}:${digits}`, expected, `Basic ${expected}`])
          expect(normaliseKey(form)).toBe(expected);
      }),
    );
  });
});

describe('host and key in each other’s place', () => {
  test.each([PAIR, BASE64, `Basic ${BASE64}`])('%s as the host', (key) => {
    expect(looksSwapped(key, 'ixc.example.net')).toBe(true);
    expect(looksSwapped(key, 'https://ixc')).toBe(true);
    expect(looksSwapped('ixc.example.net', key)).toBe(false);
  });

  test('only when both look so', () => {
    expect(looksSwapped('ixc.example.net', 'ixc.example.org')).toBe(false);
    expect(looksSwapped(PAIR, PAIR)).toBe(false);
  });
});
