import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInFolder } from '../testing/run-in-folder';

const SOURCE = `source "rootfs" "base" {
  archive {
    source   = "base.tar"
    checksum = "sha256:${'0'.repeat(64)}"
  }
}
`;
const VALID = `${SOURCE}build { sources = ["rootfs.base"] }\n`;
const NEEDS_VALUE = `variable "x" { type = string }\n${VALID}`;

describe('validate', () => {
  const root = mkdtempSync(join(tmpdir(), 'strata-validate-'));
  afterAll(() => rmSync(root, { recursive: true }));

  const write = (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries({ 'nx.json': '{}', 'base.tar': '', ...files }))
      writeFileSync(join(root, name), text);
  };
  const validate = (...args: readonly string[]) => runInFolder(root, ['validate', ...args]);

  beforeEach(() => write({ 'a.pkr.hcl': VALID, 'values.pkrvars.hcl': '' }));

  it('says in Packer’s words that a template is right', async () => {
    expect(await validate('a.pkr.hcl')).toEqual({ code: 0, out: 'The configuration is valid.\n', err: '' });
  });

  it('tells programs the same', async () => {
    expect((await validate('-machine-readable', 'a.pkr.hcl')).out).toMatch(
      /^\d+,,ui,say,The configuration is valid\.\n$/u,
    );
  });

  it('fails for a mistake, and shows where it is', async () => {
    write({ 'a.pkr.hcl': VALID.replace('archive', 'archiv') });
    const { code, out, err } = await validate('a.pkr.hcl');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('on a.pkr.hcl line 2');
  });

  it('gives all problems as JSON', async () => {
    write({ 'a.pkr.hcl': VALID.replace('archive', 'archiv') });
    const { code, out, err } = await validate('-json', 'a.pkr.hcl');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      valid: false,
      diagnostics: [{ severity: 'error', range: { file: 'a.pkr.hcl', start: { line: 2, column: 3 } } }],
    });
    write({ 'a.pkr.hcl': VALID });
    expect(JSON.parse((await validate('-json', 'a.pkr.hcl')).out)).toMatchObject({
      valid: true,
      diagnostics: [],
    });
  });

  it('needs values, from wherever they come', async () => {
    write({ 'a.pkr.hcl': NEEDS_VALUE, 'values.pkrvars.hcl': 'x = "a"' });
    expect((await validate('a.pkr.hcl')).code).toBe(1);
    expect((await validate('-var', 'x=a', 'a.pkr.hcl')).code).toBe(0);
    expect((await validate('-var-file=values.pkrvars.hcl', 'a.pkr.hcl')).code).toBe(0);
    expect((await runInFolder(root, ['validate', 'a.pkr.hcl'], { PKR_VAR_x: 'a' })).code).toBe(0);
  });

  it('warns of values that nobody wants, unless it is told not to', async () => {
    write({ 'values.pkrvars.hcl': 'y = 1' });
    const args = ['-var-file=values.pkrvars.hcl', 'a.pkr.hcl'];
    const warned = await validate(...args);
    expect(warned).toMatchObject({ code: 0, out: 'The configuration is valid.\n' });
    expect(warned.err).toContain('Warning: Assignment without effect');
    expect((await validate('-no-warn-undeclared-var', ...args)).err).toBe('');
  });

  it.each([
    ['what is in a source', VALID.replace('archive', 'archiv'), 0],
    ['missing values', NEEDS_VALUE, 0],
    ['a builder that nobody has', VALID.replaceAll('rootfs', 'nobody'), 0],
    ['a mistake of the language', `${VALID}locals {`, 1],
    ['a block that no template has', `${VALID}bulid {}`, 1],
  ])('with -syntax-only looks at nothing but declarations: %s', async (_, text, code) => {
    write({ 'a.pkr.hcl': text });
    const end = await validate('-syntax-only', 'a.pkr.hcl');
    expect(end.code).toBe(code);
    expect(end.out).toBe(code === 0 ? 'Syntax-only check passed. Everything looks okay.\n' : '');
  });

  it('only warns when the selection leaves nothing', async () => {
    const { code, err } = await validate('-only=nobody', 'a.pkr.hcl');
    expect(code).toBe(0);
    expect(err).toContain('matches none of the builds rootfs.base');
  });

  it('checks the options of the selected builds alone', async () => {
    const other = 'source "rootfs" "other" {}\nbuild { sources = ["rootfs.other"] }\n';
    write({ 'a.pkr.hcl': VALID + other });
    expect((await validate('a.pkr.hcl')).code).toBe(1);
    expect((await validate('-except=*.other', 'a.pkr.hcl')).code).toBe(0);
  });

  it('looks for outputs of other projects when it evaluates data sources', async () => {
    const data = 'data "strata-output" "a" {\n  project = "app"\n  target = "bundle"\n  path = "dist"\n}\n';
    write({ 'a.pkr.hcl': data + VALID, 'project.json': '{ "name": "app" }' });
    expect((await validate('a.pkr.hcl')).code).toBe(0);
    const { code, err } = await validate('-evaluate-datasources', 'a.pkr.hcl');
    expect(code).toBe(1);
    expect(err).toContain('nx run app:bundle');
  });

  it('reads a JSON template from standard input', async () => {
    const run = (checksum: object) => {
      const builder = { type: 'rootfs', archive: { source: 'base.tar', ...checksum } };
      return runInFolder(root, ['validate', '-'], {}, { typed: JSON.stringify({ builders: [builder] }) });
    };
    expect((await run({})).code).toBe(1);
    expect(await run({ checksum: `sha256:${'0'.repeat(64)}` })).toMatchObject({
      code: 0,
      out: 'The configuration is valid.\n',
    });
  });
});
