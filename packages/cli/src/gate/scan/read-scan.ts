import { join } from 'node:path';
import type { Checked } from '@strata/diagnostics';
import { type KeptReport, readReport } from '@strata/post-processors/scan';
import type { Files } from '@strata/sdk';
import { problem } from '../../codes';
import { readJsonFile } from '../read-json-file';

/** Where `scan` leaves its report beside the receipt of a build. */
export function scanPath(projectDirectory: string, build: string): string {
  return join(projectDirectory, 'dist', `${build}.scan.json`);
}

/** What a scan left; undefined when there is nothing, or nothing that can be read, which is told. */
export async function readScan(files: Files, path: string): Promise<Checked<KeptReport | undefined>> {
  const { value, diagnostics } = await readJsonFile(files, path, HINT);
  if (value === undefined) return { value: undefined, diagnostics };
  const report = readReport(value);
  if (report) return { value: report, diagnostics };
  const detail = `${path} is not as this version's post-processor scan writes it.`;
  return { value: undefined, diagnostics: [problem('CLI044', { detail, hint: HINT })] };
}

const HINT = 'Scan the image again: a build writes it anew.';
