import { type BoxState, LEVEL } from './fleet.ts';
import { gauge, type Sample } from './metrics.ts';

/**
 * Metrics of all boxes in Prometheus' text format, a series a box. Their names are not those of a box's own metrics, whose
 * alarms go by `instance`: here that is the machine that merges. Times are Unix seconds, 0 for never.
 */
export function fleetMetrics(states: readonly BoxState[], passedOver: number, now: number): string {
  const each = (value: (state: BoxState) => number | undefined): Sample[] =>
    states.flatMap((state): Sample[] => {
      const found = value(state);
      return found === undefined ? [] : [[{ box: state.box.name }, found]];
    });
  return [
    gauge('fleet_merged_timestamp_seconds', 'When the reports were last merged', [[{}, now]]),
    gauge('fleet_passed_over', 'Files that are no reports, and lines of boxes.txt that say nothing', [
      [{}, passedOver],
    ]),
    gauge(
      'fleet_box_state',
      'How a box is: 0 green, 1 amber, 2 red',
      each(({ mood }) => LEVEL[mood]),
    ),
    gauge(
      'fleet_box_listed',
      'Whether boxes.txt names it',
      each(({ box }) => (box.isListed ? 1 : 0)),
    ),
    gauge(
      'fleet_box_last_attempt_timestamp_seconds',
      'When its last run ended',
      each(({ box }) => box.report?.ended ?? 0),
    ),
    gauge(
      'fleet_box_last_success_timestamp_seconds',
      'When a run of it last read and wrote',
      each(({ box }) => box.report?.lastSuccess ?? 0),
    ),
    gauge(
      'fleet_box_exit_code',
      'Exit code of its last run',
      each(({ box }) => box.report?.exitCode),
    ),
    gauge(
      'fleet_box_interval_seconds',
      'How often its runs are to start',
      each(({ box }) => box.report?.everyS),
    ),
    gauge(
      'fleet_box_held_back',
      'Changes that its gate held back',
      each(({ box }) => box.report?.held.reduce((sum, { count }) => sum + count, 0)),
    ),
    gauge(
      'fleet_box_refused',
      'Entries that a BQN of it refused or did not answer',
      each(({ box }) => box.report?.refused),
    ),
    gauge(
      'fleet_box_info',
      'Version of the program there',
      states.flatMap(({ box }): Sample[] =>
        box.report === undefined ? [] : [[{ box: box.name, version: box.report.version }, 1]],
      ),
    ),
  ].join('');
}
