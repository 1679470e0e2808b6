import type { Flag } from '../../src/settings/flag.ts';
import { FLAGS } from '../../src/settings/flags.ts';

/** What an operator may type that no setting can be. */

/** What no number, choice or list can be; for a file, only nothing is nonsense. */
const NONSENSE: Readonly<Record<string, readonly string[]>> = {
  'allowed-status': ['', '1;2', 'A,,%', 'A FA!', 'CANCELADO'],
  'speed-base': ['', '1001', 'k', '1000.0'],
  'bare-unit': ['', 'G', 'mega', '1000'],
  approve: ['', 'all', 'blocks', 'blocks=0', 'blocks=-1', 'blocks=1,blocks=2', 'everything=3'],
  explain: [''],
  status: ['', 'A', 'A=on', '*=block', 'A=open,A=block', 'A=slow'],
  'slow-rate': ['', '256k', '0', 'slow'],
  support: [''],
  pause: ['', '25h', '0m', 'soon', '2', '-1h', '1d1h'],
  reason: ['', 'without --pause'],
  expect: ['', 'all', 'blocks', 'blocks=0', 'policies=3', 'blocks=3'],
  until: ['', '12:00', 'noon'],
  from: ['', '/nonexistent/sync-ixc-bqn.sh'],
  'reduced-rate': ['', '2M', '0', 'fast', '10%', '%'],
  'ipv6-subscribers': ['', '0', '31', '65', '64/56', 'x', '-64', '5e1'],
  join: ['', 'login', 'contracts', 'contract,login'],
  'site-groups': ['', 'tower', 'nas,pop', 'NAS'],
  'rate-factor': ['', '0', '0.09', '4', '1/2/3', 'x', '-1', '1e1'],
  history: [''],
  since: ['', '7', 'yesterday', '1y'],
  journal: [''],
  'journal-keep': ['', '400', '23h', 'forever', '1y', '-1d'],
  overrides: ['', '/nonexistent/overrides.csv', '/', '/etc/hostname'],
  'only-subnet': ['', '100.64.0.0/33', '2001:db8::/32', 'POP', '10.0.0.0/8,,', '999.9.9.9'],
  'skip-subnet': ['', 'x', '10.0.0.256'],
  'only-site': ['', '3,,4', '*,3', '192.0.2.99=3'],
  'skip-site': ['', '3,', '192.0.2.99=3'],
  'skip-plan': ['', ',', '192.0.2.99=3'],
  'skip-login': ['', 'a,', '192.0.2.99=a'],
  'ip-conflict': ['', 'oldest', 'SKIP'],
  prune: ['', 'everything', 'Owned', 'true'],
  'offline-grace': ['', '15', 'soon', '-1m', '1y'],
  'max-delete': ['', 'abc', '-1', '101', '30%', '1e1', 'NaN', 'Infinity', '0x10'],
  'max-block': ['', 'abc', '-1', '101', '20%', 'NaN', '20/', '/30', '30/20', '20/101', '20/30/40'],
  'max-speed': ['', 'abc', '-1', '101', '20%', 'NaN'],
  contracts: ['', 'some', 'All', 'auto,all'],
  'page-size': ['', '0', '-5', '1.5', 'many', '1e4', '99999999'],
  'max-pages': ['', '0', '-1', '1.5', 'all'],
  concurrency: ['', '0', '-8', '65', 'eight', '1.5'],
  'ixc-timeout': ['', '0', '-1', 'soon', '1m', '99999'],
  'bqn-timeout': ['', '0', '-1', 'soon', '1m', '99999'],
  'bqn-port': ['', '0', '65536', 'https', '34.43'],
  'ixc-ca': ['', '/nonexistent/ca.pem', '/etc/hostname', '/'],
  'bqn-ca': ['', '/nonexistent/ca.pem', '/etc/hostname', '/'],
  'ixc-fingerprint': ['', 'abc', 'zz'.repeat(32), '00'.repeat(31)],
  'bqn-fingerprint': ['', 'abc', 'zz'.repeat(32), '00'.repeat(31)],
  'max-time': ['', 'soon', '-1', '1h'],
  // Node takes this flag for its own: it is tried by its variable (worst-day/faults/operator.ts).
  'env-file': [],
  'log-file': [''],
  lang: ['', 'de', 'PT', 'pt-BR'],
  'log-format': ['', 'xml', 'JSON'],
  report: [''],
  'metrics-file': [''],
  'zabbix-file': [''],
  worklist: [''],
  html: [''],
  fleet: [''],
  'ping-url': ['hc.example/x', 'ftp://hc.example/x'],
  'notify-url': ['hooks.example', 'file:///etc/passwd'],
  telegram: ['token', '123456:short -1', 'chat 123456:AAH-the-token-of-a-bot_0123456789'],
  // That it is a folder is seen when it is opened.
  'state-file': [''],
};

/** Flags of one kind. Each whose value is text must have its nonsense, so that a new one is not forgotten. */
export function flagsOf(kind: Flag['kind']): readonly Flag[] {
  const flags: readonly Flag[] = FLAGS;
  return flags.filter((flag) => flag.kind === kind);
}

/** Texts that the flag must refuse. */
export function nonsenseFor(name: string): readonly string[] {
  const texts = NONSENSE[name];
  if (texts === undefined) throw new Error(`no nonsense is known for --${name}`);
  return texts;
}
