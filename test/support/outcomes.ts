import type { Applied } from '../../src/apply/apply.ts';
import type { Update } from '../../src/changes/change-plan.ts';
import type { RunFacts } from '../../src/report/report-file.ts';
import type { BqnOutcome, Outcome } from '../../src/run/outcome.ts';
import { aChangePlan, anIxc, anUpdate } from './builders.ts';

/** What came of a run, of which a test names only what matters to it. */
export function anOutcome(fields: Partial<Outcome> = {}): Outcome {
  return {
    exitCode: 0,
    error: undefined,
    billing: anIxc({}),
    desired: undefined,
    bqns: [],
    durations: { read: 1500, write: 250 },
    ...fields,
  };
}

export function aBqnOutcome(fields: Partial<BqnOutcome> = {}): BqnOutcome {
  return {
    label: '10.0.0.1:3443',
    exitCode: 0,
    error: undefined,
    plan: aChangePlan([]),
    heldBack: [],
    applied: undefined,
    fates: [],
    tugs: [],
    ...fields,
  };
}

export function anApplied(fields: Partial<Applied> = {}): Applied {
  return {
    done: [],
    refused: [],
    otherwise: [],
    untaken: new Map(),
    dropped: [],
    kept: new Set(),
    dropsGroupPolicy: undefined,
    leftBehind: new Map(),
    sites: { joined: 0, left: 0, written: [], refused: 0, reason: undefined, most: undefined },
    writes: 0,
    stopped: undefined,
    ...fields,
  };
}

export function refusal(fields: Partial<Update>, reason: string) {
  return { change: anUpdate(fields), why: { kind: 'refused', said: reason } as const, unanswered: false };
}

export const FACTS: RunFacts = {
  version: '2.0.0',
  mode: 'sync',
  started: 1_704_714_160,
  ended: 1_704_714_165,
  exitCode: 0,
  problems: [],
  lastSuccess: 1_704_714_165,
  failuresInARow: 0,
  everyS: 300,
};
