import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInFolder } from '../testing/run-in-folder';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-upgrade-'));
});
afterEach(() => rm(folder, { recursive: true }));

const run = (...args: readonly string[]) => runInFolder(folder, args);
const give = (name: string, content: string | object) =>
  writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
const read = (name: string) => readFile(join(folder, name), 'utf8');

const TEMPLATE = {
  variables: { suite: 'trixie' },
  builders: [{ type: 'rootfs', bootstrap: { suite: '{{user `suite`}}' } }],
};

describe('strata hcl2_upgrade', () => {
  it('writes a template that is valid and in its canonical layout beside the old one', async () => {
    await give('a.json', TEMPLATE);
    expect(await run('hcl2_upgrade', 'a.json')).toEqual({
      code: 0,
      out: 'Successfully created a.json.pkr.hcl. Exit 0\n',
      err: '',
    });
    expect(await read('a.json.pkr.hcl')).toContain('  bootstrap {\n    suite = "${var.suite}"\n  }\n');
    expect(await run('validate', 'a.json.pkr.hcl')).toMatchObject({ code: 0, err: '' });
    expect(await run('fmt', '-check', 'a.json.pkr.hcl')).toMatchObject({ code: 0, out: '' });
  });

  it('writes where it is told to, with explanations', async () => {
    await give('a.json', TEMPLATE);
    const ran = await run('hcl2_upgrade', '-output-file=new/b.pkr.hcl', '-with-annotations', 'a.json');
    expect(ran).toMatchObject({ code: 0, out: 'Successfully created new/b.pkr.hcl. Exit 0\n' });
    expect(await read('new/b.pkr.hcl')).toMatch(/^# Made from a JSON template/u);
  });

  it.each([
    ['is no JSON', 'a.json', '{"builders": [}', /HCL512/u],
    ['gives a name twice', 'a.json', '{"a": 1, "a": 2}', /TPL010/u],
    ['is HCL2 already', 'a.pkr.hcl', '', /CLI024/u],
    ['is not there', 'b.json', '', /CLI020/u],
  ])('writes nothing for what %s', async (_, name, content, expected) => {
    if (name !== 'b.json') await give(name, content);
    const before = await readdir(folder);
    const { code, out, err } = await run('hcl2_upgrade', name);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(expected);
    expect(await readdir(folder)).toEqual(before);
  });

  it('wants one template', async () => {
    expect(await run('hcl2_upgrade')).toMatchObject({ code: 1, err: expect.stringContaining('CLI005') });
    expect(await run('hcl2_upgrade', 'a', 'b')).toMatchObject({
      code: 1,
      err: expect.stringContaining('CLI007'),
    });
  });
});
