import type { Checked } from '@strata/diagnostics';
import type { Files } from '@strata/sdk';
import { problem } from '../codes';
import { createPlaces } from '../read/place';
import type { TestFile, TestPlace } from './test-file';

/** Checks and programs ask what runs; scripts look at files, more often than not. */
const DEFAULTS: Readonly<Record<TestFile['kind'], TestPlace>> = {
  checks: 'machine',
  script: 'both',
  program: 'machine',
};

const PLACES: readonly TestPlace[] = ['machine', 'layers', 'both'];

/** A comment of its own: `# strata-test: layers`, `// strata-test: both`. */
const DIRECTIVE = /^[ \t]*(?:#|\/\/)[ \t]*strata-test:[ \t]*(?<place>\S*)[ \t]*$/mu;

/** Where a test file says that it belongs. */
export async function getPlace(
  files: Files,
  { path, name, kind }: Pick<TestFile, 'path' | 'name' | 'kind'>,
): Promise<Checked<TestPlace>> {
  // Who cannot be read is told when it is run.
  const text = await files.readText(path).catch(() => '');
  const found = DIRECTIVE.exec(text);
  const given = found?.groups?.place;
  const place = PLACES.find((each) => each === given);
  if (place || !found || given === undefined) return { value: place ?? DEFAULTS[kind], diagnostics: [] };
  const start = found.index + found[0].indexOf('strata-test');
  return {
    value: DEFAULTS[kind],
    diagnostics: [
      problem('TST014', {
        detail: `A test runs in ${PLACES.join(', ')}, not in "${given}".`,
        subject: createPlaces(name, text)(start, found.index + found[0].trimEnd().length),
        hint: 'machine: booted; layers: inside the image with nothing started; both: in either.',
      }),
    ],
  };
}
