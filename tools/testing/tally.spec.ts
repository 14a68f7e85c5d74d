import { describe, expect, it } from '@jest/globals';
import { jestTally, playwrightTally, tallyOf } from './tally.ts';

describe('the tally', () => {
  it('counts a skipped case and a file that does not load as failed', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 0,
      numRuntimeErrorTestSuites: 1,
    };
    expect(jestTally(JSON.stringify(report))).toEqual({
      passed: 5,
      failed: 4,
      remarks: ['2 skipped'],
    });
  });

  it('counts a browser story that passes only at the second try as failed', () => {
    const report = { stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 }, errors: [] };
    expect(playwrightTally(JSON.stringify(report))).toMatchObject({ passed: 3, failed: 1 });
  });

  it('counts a runner that dies without a report as one failure', () => {
    expect(tallyOf('/does/not/exist', jestTally, 1).failed).toBe(1);
  });
});
