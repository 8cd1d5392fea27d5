import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { PostProcessContext } from '@strata/sdk';
import { problem } from '../../codes';
import type { Finding } from '../finding';
import { type Ended, runProgram } from './run-program';
import type { ScanInput, Scanner } from './scanner';

/** What a scanner said. */
export interface ScannerResult {
  readonly findings: readonly Finding[];
  /** Its report as it came. */
  readonly report: string;
}

/** Lets a scanner look at an image. @throws Failure PPR041 when it fails, PPR042 when its report is of another form */
export async function runScanner(
  context: PostProcessContext,
  scanner: Scanner,
  request: ScanInput,
): Promise<ScannerResult> {
  const path = join(context.scratch, scanner.input.file);
  await context.ports.files.write(path, scanner.input.write(request));
  try {
    const ended = await runProgram(context, scanner.name, scanner.getArguments(path, request.contents));
    if (ended.code !== 0) throw failed(scanner, ended);
    return { findings: parse(scanner, ended.out, request), report: ended.out };
  } finally {
    await context.ports.files.remove(path);
  }
}

function parse(scanner: Scanner, report: string, { contents }: ScanInput): readonly Finding[] {
  try {
    return scanner.parse(report, contents);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw new Failure(
      problem('PPR042', {
        detail: `The report of ${scanner.name} is not understood: ${error.message}.`,
        hint: `Check by "${scanner.name} --version" that it is of this decade, or choose another with scanner.`,
      }),
    );
  }
}

function failed({ name }: Scanner, { code, err }: Ended): Failure {
  const said = err.trim() || 'it said nothing about why';
  const how = code === undefined ? 'was ended' : `ended with ${code}`;
  return new Failure(problem('PPR041', { detail: `${name} ${how}: ${said}` }));
}
