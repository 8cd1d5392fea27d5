import type { Checked, Diagnostic } from '@strata/diagnostics';
import { Failure } from '@strata/diagnostics';
import type { Ports } from '@strata/sdk';
import type { Check } from '../checks/check';
import { problem } from '../codes';
import type { TestFile } from '../collect/test-file';
import type { GuestTests } from '../guest/guest';
import { readChecks } from '../read/read-tests';
import { getMessage } from './get-message';
import { type LoadModule, loadProgram } from './load-program';

/** A test file with what it holds. */
export type PreparedTest =
  | { readonly test: TestFile; readonly kind: 'checks'; readonly checks: readonly Check[] }
  | { readonly test: TestFile; readonly kind: 'script'; readonly content: Buffer }
  | { readonly test: TestFile; readonly kind: 'program'; readonly tests: GuestTests };

interface Preparation {
  /** How a path is named in problems. */
  readonly getName?: (path: string) => string;
  readonly load?: LoadModule | undefined;
}

/**
 * Reads tests without a guest, so that what is wrong with them is told before anything is booted. A check that two files
 * lead to, since one includes the other, is taken once.
 */
export async function prepareTests(
  ports: Ports,
  tests: readonly TestFile[],
  { getName, load }: Preparation = {},
): Promise<Checked<readonly PreparedTest[]>> {
  const diagnostics: Diagnostic[] = [];
  const prepared: PreparedTest[] = [];
  const seen = new Set<string>();
  for (const test of tests) {
    try {
      prepared.push(await prepare(test));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      diagnostics.push(...error.diagnostics);
    }
  }
  return { value: prepared, diagnostics: getDistinct(diagnostics) };

  async function prepare(test: TestFile): Promise<PreparedTest> {
    if (test.kind === 'script') return { test, kind: 'script', content: await readScript(ports, test) };
    if (test.kind === 'program')
      return { test, kind: 'program', tests: loadProgram(test.path, test.name, load) };
    const read = await readChecks(ports, test.path, (path) =>
      path === test.path ? test.name : (getName?.(path) ?? path),
    );
    diagnostics.push(...read.diagnostics);
    const checks = read.checks.filter(({ range: { file, start } }) => {
      const place = `${start.byte} ${file}`;
      return !seen.has(place) && seen.add(place);
    });
    return { test, kind: 'checks', checks };
  }
}

async function readScript({ files }: Ports, { path, name }: TestFile): Promise<Buffer> {
  return files.read(path).catch((error: unknown) => {
    const reason = getMessage(error);
    throw new Failure(
      problem('TST009', {
        detail: `${name} cannot be read: ${reason}.`,
        hint: 'Check that it is a file that you may read.',
      }),
    );
  });
}

/** A file that is included and stands by itself says everything twice. */
function getDistinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((each) => [JSON.stringify(each), each])).values()];
}
