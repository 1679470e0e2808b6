import { dirname, join, resolve } from 'node:path';
import type { FlagValues } from './flags.ts';
import type { Settings } from './settings.ts';

/** Where a start keeps what it knows, and where its outcome goes: of wrong settings, too, as far as they can be read. */
export type OutputFiles = Pick<
  Settings,
  'stateFile' | 'journalFile' | 'report' | 'metricsFile' | 'zabbixFile' | 'worklist' | 'html'
>;

export function outputFilesOf(values: FlagValues, program: string): OutputFiles {
  const stateFile = values.path('state-file') ?? resolve(dirname(program), 'sync-ixc-bqn.state.json');
  const isOff = values.text('journal')?.trim() === 'off';
  return {
    stateFile,
    journalFile: isOff ? undefined : (values.path('journal') ?? join(dirname(stateFile), 'sync-ixc-bqn.journal.jsonl')),
    report: values.text('report') === '-' ? '-' : values.path('report'),
    metricsFile: values.path('metrics-file'),
    zabbixFile: values.path('zabbix-file'),
    worklist: values.path('worklist'),
    html: values.path('html'),
  };
}
