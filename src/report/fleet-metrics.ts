import { type BoxState, LEVEL } from './fleet.ts';
import { gauge, type Sample } from './metrics.ts';

/**
 * Metrics of all boxes in Prometheus' text format, a series a box. Their names are not those of a box's own metrics, whose
 * alarms go by `instance`: here that is the machine that merges. Times are Unix seconds, 0 for never.
 */
export function fleetMetrics(states: readonly BoxState[], passedOver: number, now: number): string {
  const each = (name: string, help: string, value: (state: BoxState) => number | undefined): string => {
    const samples = states.flatMap((state): Sample[] => {
      const found = value(state);
      return found === undefined ? [] : [[{ box: state.box.name }, found]];
    });
    return gauge(`fleet_box_${name}`, help, samples);
  };
  return [
    gauge('fleet_merged_timestamp_seconds', 'When the reports were last merged', [[{}, now]]),
    gauge('fleet_passed_over', 'Files that are no reports, and lines of boxes.txt that say nothing', [
      [{}, passedOver],
    ]),
    each('state', 'How a box is: 0 green, 1 amber, 2 red', ({ mood }) => LEVEL[mood]),
    each('listed', 'Whether boxes.txt names it', ({ box }) => (box.isListed ? 1 : 0)),
    each('last_attempt_timestamp_seconds', 'When its last run ended', ({ box }) => box.report?.ended ?? 0),
    each(
      'last_success_timestamp_seconds',
      'When a run of it last read and wrote',
      ({ box }) => box.report?.lastSuccess ?? 0,
    ),
    each('exit_code', 'Exit code of its last run', ({ box }) => box.report?.exitCode),
    each('interval_seconds', 'How often its runs are to start', ({ box }) => box.report?.everyS),
    each('held_back', 'Changes that its gate held back', ({ box }) =>
      box.report?.held.reduce((sum, { count }) => sum + count, 0),
    ),
    each('refused', 'Entries that a BQN of it refused or did not answer', ({ box }) => box.report?.refused),
    gauge(
      'fleet_box_info',
      'Version of the program there',
      states.flatMap(({ box }): Sample[] =>
        box.report === undefined ? [] : [[{ box: box.name, version: box.report.version }, 1]],
      ),
    ),
  ].join('');
}
