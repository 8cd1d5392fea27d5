import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runInFolder } from '../testing/run-in-folder';

/** A mistake of the guide: the template, and what is told about it. */
interface Example {
  readonly title: string;
  readonly language: 'hcl' | 'json';
  readonly template: string;
  readonly message: string;
}

const FILES = { hcl: 'web.pkr.hcl', json: 'web.json' };

function readGuide(): readonly Example[] {
  const guide = readFileSync(resolve(__dirname, '../../../../docs/guides/diagnostics.md'), 'utf8');
  return guide
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [, language, template] = /^```(hcl|json)\n(.*?)^```$/ms.exec(section) ?? [];
      const [, message] = /^```text\n(.*?)^```$/ms.exec(section) ?? [];
      const [title = ''] = section.split('\n');
      return {
        title,
        language: language as 'hcl' | 'json',
        template: template ?? '',
        message: message ?? '',
      };
    });
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-guide-'));
  mkdirSync(join(folder, 'scripts'));
  writeFileSync(join(folder, 'scripts/install.sh'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

const examples = readGuide();

test('the guide has ten mistakes', () => {
  expect(examples).toHaveLength(10);
});

test.each(examples)('$title: the guide says what is told', async ({ language, template, message }) => {
  const file = FILES[language];
  writeFileSync(join(folder, file), template);
  const { code, out, err } = await runInFolder(folder, ['validate', file]);
  expect(`${out}${err}`.replaceAll(folder, '/images')).toBe(message);
  expect(code).toBe(1);
});
