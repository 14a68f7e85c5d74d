// Counts of one part of the suite, from the reports that the runners write.
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** True where the runner calls something a failure that is none. */
  readonly forgiven?: boolean;
  /** Why something counts as failed that no runner calls so. */
  readonly remarks: readonly string[];
  /** Each case that failed: its file, its name, and the first line of why. */
  readonly faults?: readonly string[];
}

export const nothing: Tally = { passed: 0, failed: 0, remarks: [] };

/** A part of which nothing could be counted. */
export function broken(remark: string): Tally {
  return { passed: 0, failed: 1, remarks: [remark] };
}

export function add(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    remarks: [...one.remarks, ...other.remarks],
    faults: [...(one.faults ?? []), ...(other.faults ?? [])],
  };
}

/** One line about a case that failed. */
function fault(file: string, name: string, message = ''): string {
  const [why = ''] = stripVTControlCharacters(message).trim().split('\n');
  return `${basename(file)}: ${name}${why ? ` (${why})` : ''}`;
}

interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly JestFile[];
}

interface JestFile {
  readonly name: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages: readonly string[];
  }[];
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly file: string;
    readonly tests: readonly {
      readonly status: string;
      readonly results: readonly { readonly error?: { readonly message?: string } }[];
    }[];
  }[];
}

interface PlaywrightReport {
  readonly stats: Readonly<Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>>;
  readonly errors: readonly { message?: string }[];
  readonly suites: readonly PlaywrightSuite[];
}

/** Specs over data that are not shipped register no case where those are absent; Jest minds. */
function absentOnes({ testResults }: JestReport): readonly string[] {
  const empty = 'Your test suite must contain at least one test';
  return testResults.filter(({ message }) => message.includes(empty)).map(({ name }) => name);
}

function jestFaults({ testResults }: JestReport): readonly string[] {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => fault(name, fullName, failureMessages[0])),
  );
}

function playwrightFaults({ suites = [], specs }: PlaywrightSuite): readonly string[] {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status !== 'expected')
      .map(({ results }) => fault(file, title, results.find(({ error }) => error)?.error?.message)),
  );
  return [...own, ...suites.flatMap(playwrightFaults)];
}

/** A skipped case is a defect, and a file that does not even load counts as one failed case. */
export function jestTally(text: string): Tally {
  const report = JSON.parse(text) as JestReport;
  const skipped = report.numPendingTests + report.numTodoTests;
  const absent = absentOnes(report);
  const unloaded = report.numRuntimeErrorTestSuites - absent.length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded + skipped,
    forgiven: absent.length > 0,
    remarks: [
      ...(skipped > 0 ? [`${skipped} skipped`] : []),
      ...absent.map((name) => `${basename(name)}: its data are not present`),
    ],
    faults: jestFaults(report),
  };
}

/** A case that passes only when tried again has failed. */
export function playwrightTally(text: string): Tally {
  const { stats, errors, suites } = JSON.parse(text) as PlaywrightReport;
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped + errors.length,
    remarks: errors.map(({ message }) => message ?? 'the runner failed'),
    faults: suites.flatMap(playwrightFaults),
  };
}

/** The counts in a report file; a runner that died before writing it counts as one failure. */
export function tallyOf(file: string, parse: (text: string) => Tally, exitCode: number): Tally {
  if (!existsSync(file)) return exitCode === 0 ? nothing : broken('the runner wrote no report');
  const tally = parse(readFileSync(file, 'utf8'));
  if (exitCode === 0 || tally.failed > 0 || tally.forgiven) return tally;
  return add(tally, broken(`the runner ended with exit code ${exitCode}`));
}
