import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFiles, workspaceRoot } from '../sources/files';
import { type JestReport, renderLong, renderSummary, summarize } from './summary';

/** A run of jest that left no report found no tests, or fell over before them. */
const nothing: JestReport = {
  testResults: [{ name: 'jest', status: 'failed', message: 'no report', assertionResults: [] }],
};

interface Run {
  readonly projects: readonly ('unit' | 'slow')[];
  /** How many suites run at a time. */
  readonly perProcessor: number;
  readonly flags?: readonly string[];
  readonly patterns: readonly string[];
}

function runJest({ projects, perProcessor, flags = [], patterns }: Run): JestReport {
  const folder = mkdtempSync(join(tmpdir(), 'strata-report-'));
  const report = join(folder, 'report.json');
  const reporting = ['--json', `--outputFile=${report}`, '--passWithNoTests'];
  const options = [
    '-c',
    'jest.config.js',
    '--selectProjects',
    ...projects,
    `--maxWorkers=${availableParallelism() * perProcessor}`,
    LONGEST_FIRST,
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

/**
 * Suites that run the real thing wait for much of their time: for machines, networks, and timers. So many for each processor
 * leave hardly any idle; with more of them, what one test waits for is another's work.
 */
const SUITES_PER_PROCESSOR = 2;
/** The long ones start whole machines, and crowds of builds, each with a time to end by. */
const LONG_PER_PROCESSOR = 1;
/** The last suite runs alone, so it had better be a short one. */
const LONGEST_FIRST = '--testSequencer=./tools/test/longest-first.js';

/**
 * `npm test`: those that run the real thing, the longest of them first, and the quick tests in what room they leave; without
 * the long ones, which `npm run test:long` runs. Whoever names tests gets all that are meant. Under CI a test that was left
 * out is a failure: there everything must be there.
 */
export async function main(args: readonly string[]): Promise<number> {
  const patterns = args.filter((arg) => arg !== '--long');
  const isLong = args.includes('--long');
  const isAll = patterns.length > 0;
  const report = isLong
    ? runJest({ projects: ['slow'], perProcessor: LONG_PER_PROCESSOR, patterns: [LONG] })
    : runJest({
        projects: ['unit', 'slow'],
        perProcessor: SUITES_PER_PROCESSOR,
        flags: isAll ? [] : [`--testPathIgnorePatterns=${LONG}`],
        patterns,
      });
  const summary = summarize([report]);
  if (!isLong && !isAll) process.stdout.write(renderLong(listFiles(LONG_FILES)));
  process.stdout.write(renderSummary(summary));
  const isComplete = summary.skipped.length === 0 || !process.env.CI;
  return summary.failed === 0 && isComplete ? 0 : 1;
}
