import { type Checked, hasErrors } from '@strata/diagnostics';
import { parseHcl } from '@strata/hcl';
import { createMemoryFiles } from '@strata/sdk/testing';
import { loadTemplate } from './load/load-template';
import type { Template } from './template';
import refusals from './testing/packer-refusals.json';
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

/** Which code of ours says what Packer says. `testing/packer-refusals.json` was asked of Packer 1.6.6, file by file. */
const REASONS: readonly (readonly [reason: RegExp, code: RegExp])[] = [
  [/^Error parsing JSON: /u, /^HCL5\d\d$/u],
  [/^template has duplicate field: |already exists$/u, /^TPL010$/u],
  [/missing 'type'$/u, /^TPL006$/u],
  [/source data must be an array or slice/u, /^TPL0(?:11|34)$/u],
  [/ specified builder '.*' not found$| override '.*' doesn't exist$/u, /^TPL042$/u],
  [/^This template requires Packer version /u, /^TPL038$/u],
  [/^required variable not set: /u, /^TPL017$/u],
  [/^Failed to interpolate /u, /^(?:TPL018|TPL022|HCL103)$/u],
];

/** Parts that nobody here has do not keep a template from being read: that is for whoever builds it. */
const UNKNOWN_PARTS = /^TPL02[4-7]$/u;

/** Refused here alone: Packer takes a variable that nobody declares for an empty name. */
const ONLY_HERE = ['hashicorp__packer@v1.9.5/packer/test-fixtures/build-interpolated-name.json'];

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

  it('in JSON are loaded, or refused for the reason that Packer has', async () => {
    const told: string[] = [];
    for (const name of json) {
      const { diagnostics } = await loadAlone(name, files.get(name) as string);
      const errors = diagnostics.filter(
        ({ code, severity }) => severity === 'error' && !UNKNOWN_PARTS.test(code),
      );
      const codes = errors.map(({ code }) => code);
      const reason = (refusals as Readonly<Record<string, string>>)[name];
      const isRight = reason === undefined ? codes.length === 0 : isReason(reason, codes);
      if (!isRight && !ONLY_HERE.includes(name)) told.push(`${name}: ${reason ?? 'loaded'}, here ${codes}`);
    }
    expect(told).toEqual([]);
    const refused = Object.keys(refusals).filter((name) => json.includes(name));
    expect({ templates: json.length, refused: refused.length }).toEqual({ templates: 817, refused: 91 });
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

function isReason(reason: string, codes: readonly string[]): boolean {
  const found = REASONS.find(([text]) => text.test(reason));
  return found !== undefined && codes.some((code) => found[1].test(code));
}
