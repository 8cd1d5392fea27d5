import { type Checked, hasErrors } from '@strata/diagnostics';
import { parseHcl } from '@strata/hcl';
import { createMemoryFiles } from '@strata/sdk/testing';
import { loadTemplate } from './load/load-template';
import type { Template } from './template';
import { createTestRegistry } from './testing/parts';
import { describeShared, readArchive } from './testing/shared';
import { validateTemplate } from './testing/validate';

const registry = createTestRegistry();

/** Loads one file as if it were alone in the world. */
function loadAlone(name: string, text: string): Promise<Checked<Template>> {
  return loadTemplate({
    path: name,
    cwd: '/w',
    files: createMemoryFiles({ [`/w/${name}`]: text }),
    environment: {},
    registry,
    functions: {
      files: { read: () => undefined, kind: () => undefined, list: () => [] },
      clock: { now: () => 0 },
      home: '/home/user',
      random: (length) => new Uint8Array(length),
    },
  });
}

/**
 * Problems with the language of templates itself. Others are to be expected of a file that was taken out of its project:
 * variables without values, parts that the test's registry lacks, sources and files that stand elsewhere.
 */
const LANGUAGE = /^TPL0(?:04|05|06|07|08|09|12|14|15|21|31|32|37|41)$/u;

/** Packer's own tests are full of mistakes made on purpose. */
const ON_PURPOSE = /^hashicorp__packer[-@]/u;

describeShared('templates of the public', 'corpus/templates.tar.gz', (archive) => {
  const files = readArchive(archive);
  const isJsonTemplate = (name: string) =>
    name.endsWith('.json') && /"builders"\s*:/u.test(files.get(name) ?? '');
  const hcl = [...files.keys()].filter((name) => name.endsWith('.pkr.hcl'));
  const json = [...files.keys()].filter(isJsonTemplate);

  it('are there in numbers', () => {
    expect(hcl.length).toBeGreaterThan(500);
    expect(json.length).toBeGreaterThan(500);
  });

  it('are loaded and checked without an exception, and those that people use say nothing that is not in the language', async () => {
    const told: string[] = [];
    for (const name of [...hcl, ...json]) {
      const { value, diagnostics } = await loadAlone(name, files.get(name) as string);
      validateTemplate(value, { registry });
      if (ON_PURPOSE.test(name) || !isReadable(name)) continue;
      const wrong = diagnostics.filter(({ code }) => LANGUAGE.test(code));
      told.push(
        ...wrong.map(({ code, detail, subject }) => `${code} ${name}:${subject?.start.line} ${detail}`),
      );
    }
    expect(told).toEqual([]);
  }, 120_000);

  /** A few files of the corpus are broken. */
  function isReadable(name: string): boolean {
    const text = files.get(name) as string;
    if (name.endsWith('.hcl')) return !hasErrors(parseHcl(text, name).diagnostics);
    try {
      return JSON.parse(text) !== undefined;
    } catch {
      return false;
    }
  }
});
