import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { GuestTests } from '../guest/guest';
import { getMessage } from './get-message';

/** Gives the module at an absolute path. */
export type LoadModule = (path: string) => unknown;

/** Node's own way: `.js`, `.cjs` and `.mjs` always, `.ts` where this Node, or what it was started with, takes it. */
const loadByNode: LoadModule = (path) => require(path);

/**
 * Loads a test program and takes its tests.
 *
 * @throws Failure when there are none, or it cannot be loaded
 */
export function loadProgram(path: string, name: string, load: LoadModule = loadByNode): GuestTests {
  const found = readModule(path, name, load);
  const tests = typeof found === 'object' && found !== null && 'tests' in found ? found.tests : undefined;
  if (isTests(tests)) return tests;
  throw new Failure(
    problem('TST023', {
      detail: `${name} does not export \`tests\`, a map from titles to functions.`,
      hint: "Write: export const tests = { 'the API answers': async (guest) => { … } };",
    }),
  );
}

function readModule(path: string, name: string, load: LoadModule): unknown {
  try {
    return load(path);
  } catch (error) {
    const reason = getMessage(error);
    throw new Failure(
      problem('TST023', {
        detail: `${name} cannot be loaded. ${reason.split('\n')[0]}`,
        hint: path.endsWith('.ts')
          ? 'TypeScript is loaded by Node 22.18 and later, or with a loader (node -r @swc-node/register); .test.mjs and .test.js need neither.'
          : 'Correct the program. It must not await outside of functions.',
      }),
      { cause: error },
    );
  }
}

function isTests(value: unknown): value is GuestTests {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length > 0 &&
    Object.values(value).every((each) => typeof each === 'function')
  );
}
