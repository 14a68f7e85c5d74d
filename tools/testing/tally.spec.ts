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
      testResults: [
        { name: '/x/broken.spec.ts', message: 'Cannot find module', assertionResults: [] },
        {
          name: '/x/sums.spec.ts',
          message: '',
          assertionResults: [
            { status: 'passed', fullName: 'adds', failureMessages: [] },
            { status: 'failed', fullName: 'divides', failureMessages: ['Error: by zero\n  at x'] },
          ],
        },
      ],
    };
    expect(jestTally(JSON.stringify(report))).toMatchObject({
      passed: 5,
      failed: 4,
      remarks: ['2 skipped'],
      faults: ['sums.spec.ts: divides (Error: by zero)'],
    });
  });

  it('names a file whose data are absent, and counts nothing for it', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      numRuntimeErrorTestSuites: 1,
      testResults: [
        {
          name: '/x/large-sets.spec.ts',
          message: 'Test suite failed to run: Your test suite must contain at least one test.',
          assertionResults: [],
        },
      ],
    };
    expect(jestTally(JSON.stringify(report))).toEqual({
      passed: 5,
      failed: 0,
      forgiven: true,
      remarks: ['large-sets.spec.ts: its data are not present'],
      faults: [],
    });
  });

  it('counts a browser story that passes only at the second try as failed', () => {
    const tests = [
      { status: 'flaky', results: [{ error: { message: '\u001b[31mlate\u001b[39m\nlog' } }, {}] },
    ];
    const report = {
      stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 },
      errors: [],
      suites: [{ specs: [], suites: [{ specs: [{ title: 'opens', file: 'a.spec.ts', tests }] }] }],
    };
    expect(playwrightTally(JSON.stringify(report))).toMatchObject({
      passed: 3,
      failed: 1,
      faults: ['a.spec.ts: opens (late)'],
    });
  });

  it('counts a runner that dies without a report as one failure', () => {
    expect(tallyOf('/does/not/exist', jestTally, 1).failed).toBe(1);
  });
});
