import { limitText } from './limit-settings.ts';
import type { Settings } from './settings.ts';

/** Those settings that decide what customers get, each as a text, for saying later that one was changed. */
export function decisiveSettings({
  mapping,
  scopes,
  fixedIp,
  offlineGraceS,
  prune,
  limits,
}: Settings): Readonly<Record<string, string>> {
  return {
    'allowed-status': [...mapping.allowedStatus].sort().join(','),
    status: statusText(mapping.statusTable),
    'no-block': mapping.block ? 'no' : 'yes',
    'dual-stack': mapping.dualStack ? 'yes' : 'no',
    'ipv6-subscribers': String(mapping.ipv6Subscribers ?? 'no'),
    join: mapping.joinContracts === true ? 'contract' : 'no',
    'speed-base': String(mapping.speedBase),
    'bare-unit': mapping.bareUnit ?? 'none',
    'ip-conflict': mapping.ipConflict,
    reduced: mapping.reduced === undefined ? 'no' : (mapping.reduced.rate?.download ?? 'yes'),
    'rate-factor': mapping.rateFactor === undefined ? '1' : `${mapping.rateFactor.down}/${mapping.rateFactor.up}`,
    scope: [...scopes].map(([label, { said }]) => `${label}: ${said}`).join(' | ') || 'everybody',
    'fixed-ip': fixedIp ? 'yes' : 'no',
    burst: mapping.burst === true ? 'yes' : 'no',
    overrides: `${mapping.overrides?.size ?? 0} customers`,
    prune,
    'offline-grace': `${offlineGraceS} s`,
    'max-delete': limitText(limits, 'maxDelete'),
    'max-block': limitText(limits, 'maxBlock'),
    'max-speed': limitText(limits, 'maxSpeed'),
  };
}

function statusText(table: Settings['mapping']['statusTable']): string {
  if (table === undefined) return 'as allowed-status says';
  return [...table.codes, ['*', table.others]].map(([code, treatment]) => `${code}=${treatment}`).join(',');
}
