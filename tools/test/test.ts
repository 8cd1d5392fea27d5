import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFiles, workspaceRoot } from '../sources/files';
import { type JestReport, renderLong, renderSummary, summarize } from './summary';

/** A run of jest that left no report found no tests, or fell over before them. */
const nothing: JestReport = {
  testResults: [{ name: 'jest', status: 'failed', message: 'no report', assertionResults: [] }],
};

function runJest(project: string, flags: readonly string[], patterns: readonly string[]): JestReport {
  const folder = mkdtempSync(join(tmpdir(), 'strata-report-'));
  const report = join(folder, 'report.json');
  const reporting = ['--json', `--outputFile=${report}`, '--passWithNoTests'];
  const options = [
    '-c',
    'jest.config.js',
    '--selectProjects',
    project,
    ...reporting,
    ...flags,
    '--',
    ...patterns,
  ];
  try {
    spawnSync('node_modules/.bin/jest', options, {
      cwd: workspaceRoot,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : nothing;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Suites of a minute: many kills, whole machines, all of the corpus. */
const LONG = '\\.long\\.slow\\.test\\.ts$';
const LONG_FILES = '*.long.slow.test.ts';

/** Those that run the real thing wait a good deal: one more than two processors have room for. */
const SLOW_AT_A_TIME = 3;
/** The last suite runs alone, so it had better be a short one. */
const LONGEST_FIRST = '--testSequencer=./tools/test/longest-first.js';

/**
 * `npm test`: the quick tests side by side, then those that run the real thing, few at a time, without the long ones, which
 * `npm run test:long` runs. Whoever names tests gets all that are meant. Under CI a test that was left out is a failure:
 * there everything must be there.
 */
export async function main(args: readonly string[]): Promise<number> {
  const patterns = args.filter((arg) => arg !== '--long');
  const isLong = args.includes('--long');
  const isAll = patterns.length > 0;
  const slow = [`--maxWorkers=${SLOW_AT_A_TIME}`, LONGEST_FIRST];
  const reports = isLong
    ? [runJest('slow', slow, [LONG])]
    : [
        // By itself Jest leaves one processor free, of two.
        runJest('unit', ['--maxWorkers=100%'], patterns),
        runJest('slow', [...slow, ...(isAll ? [] : [`--testPathIgnorePatterns=${LONG}`])], patterns),
      ];
  const summary = summarize(reports);
  if (!isLong && !isAll) process.stdout.write(renderLong(listFiles(LONG_FILES)));
  process.stdout.write(renderSummary(summary));
  const isComplete = summary.skipped.length === 0 || !process.env.CI;
  return summary.failed === 0 && isComplete ? 0 : 1;
}
