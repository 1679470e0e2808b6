import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files whose tests wait for seconds that nobody can hurry, or stand behind all others as the wrapper's starts do, or are
 * short to read and long to play: begun last, they would be waited for alone.
 */
const BEGUN_FIRST = [
  'worst-day/ixc-faults',
  'worst-day/bqn-faults',
  'worst-day/box-faults',
  'worst-day/unknowns',
  'worst-day/',
  'box/wrapper',
  'month/',
];

/** Those first; of the rest, as ever, what took longest the last time, or is the largest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const rankOf = ({ moduleId }: TestSpecification) => {
      const at = BEGUN_FIRST.findIndex((part) => moduleId.includes(`/test/${part}`));
      return at < 0 ? BEGUN_FIRST.length : at;
    };
    return usual
      .map((file, at) => ({ file, at, rank: rankOf(file) }))
      .sort((one, other) => one.rank - other.rank || one.at - other.at)
      .map(({ file }) => file);
  }
}
