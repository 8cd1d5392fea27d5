import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { hasErrors } from '@strata/diagnostics';
import type { Communicator } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createRecordingReporter } from '@strata/sdk/testing';
import { collectTests } from '../collect/collect-tests';
import type { TestReport, TestResult } from '../run/result';
import { type ImageTestRequest, runImageTests } from '../run/run-image-tests';

/** A folder of this machine with tests of an image called `golden`. */
export interface TestWorkspace {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  run(communicator: Communicator, more?: Partial<ImageTestRequest>): Promise<TestReport>;
  close(): void;
}

export function createTestWorkspace(): TestWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'strata-image-tests-'));
  const getName = (path: string) => relative(folder, path);
  const ports = createNodePorts();
  return {
    folder,
    write: (files) => {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
    },
    run: async (communicator, more = {}) => {
      const { value: tests, diagnostics } = await collectTests(ports.files, {
        folders: [{ image: 'golden', path: folder }],
        getName,
      });
      if (hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
      const reporter = createRecordingReporter();
      const signal = new AbortController().signal;
      return runImageTests({ ...{ communicator, tests, ports, reporter, signal, getName }, ...more });
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** `Service docker running: passed`, or what was found instead, for tables of what is expected. */
export function describeResult({ label, subject, attribute, outcome }: TestResult): string {
  const name = `${label} ${subject} ${attribute}`;
  if (outcome.status === 'passed') return `${name}: passed`;
  if (outcome.status === 'skipped') return `${name}: skipped`;
  return `${name}: ${outcome.match ? JSON.stringify(outcome.match.found) : outcome.reason}`;
}
