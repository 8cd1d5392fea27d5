import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInFolder } from '../testing/run-in-folder';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-fix-'));
});
afterEach(() => rm(folder, { recursive: true }));

const run = (...args: readonly string[]) => runInFolder(folder, args);
const give = (name: string, content: string | object) =>
  writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
const read = (name: string) => readFile(join(folder, name), 'utf8');

describe('strata fix', () => {
  it('prints the fixed template and leaves the file alone', async () => {
    const old = '{"builders": [{"type": "qemu", "iso_md5": "a"}]}';
    await give('a.json', old);
    expect(await run('fix', 'a.json')).toEqual({
      code: 0,
      out: '{\n  "builders": [\n    {\n      "type": "qemu",\n      "iso_checksum": "md5:a"\n    }\n  ]\n}\n',
      err: '',
    });
    expect(await read('a.json')).toBe(old);
  });

  it('takes a template from standard input', async () => {
    const typed = '{"builders": [{"type": "vmware"}]}';
    expect(await runInFolder(folder, ['fix', '-'], {}, { typed })).toMatchObject({
      code: 0,
      out: expect.stringContaining('"vmware-iso"'),
      err: '',
    });
  });

  it('prints what it fixed and fails when the template is not whole, unless it is told not to look', async () => {
    await give('a.json', { builders: [{ type: 'vmware' }], provisioners: [{ type: 'shell', only: ['x'] }] });
    const validated = await run('fix', 'a.json');
    expect(validated).toMatchObject({ code: 1, out: expect.stringContaining('vmware-iso') });
    expect(validated.err).toMatch(/TPL042[\s\S]*"x"/u);
    expect(await run('fix', '-validate=false', 'a.json')).toMatchObject({ code: 0, err: '' });
  });

  it.each([
    ['is no JSON', 'a.json', /HCL5/u],
    ['is HCL2', 'a.pkr.hcl', /CLI024/u],
  ])('prints nothing of what %s', async (_, name, expected) => {
    await give(name, '{');
    const { code, out, err } = await run('fix', name);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(expected);
  });
});
