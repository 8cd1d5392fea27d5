import { posix } from 'node:path';
import { hasErrors } from '@strata/diagnostics';
import { parseHcl } from '@strata/hcl';
import { createMemoryFiles } from '@strata/sdk/testing';
import { loadTemplate } from './load/load-template';
import { createTestRegistry } from './testing/parts';
import { describeShared, readArchive } from './testing/shared';
import { validateTemplate } from './testing/validate';

const registry = createTestRegistry();

/** Problems that say that a template uses parts which the registry of the test lacks. */
const UNKNOWN_PART = /^TPL02[4-7]$/u;

describeShared('templates of the public', 'corpus/templates.tar.gz', (archive) => {
  const files = readArchive(archive);
  const named = (suffix: string) => [...files.keys()].filter((name) => name.endsWith(suffix));

  const load = (path: string, content: ReadonlyMap<string, string>) =>
    loadTemplate({
      path,
      cwd: '/w',
      files: createMemoryFiles(Object.fromEntries([...content].map(([name, text]) => [`/w/${name}`, text]))),
      environment: {},
      registry,
      functions: {
        files: {
          read: (name) =>
            content.has(name.slice(3)) ? Buffer.from(content.get(name.slice(3)) as string) : undefined,
          kind: (name) => (content.has(name.slice(3)) ? 'file' : undefined),
          list: () => [],
        },
        clock: { now: () => 0 },
        home: '/home/user',
        random: (length) => new Uint8Array(length),
      },
    });

  it('in HCL2 are loaded file by file without an exception', async () => {
    const names = named('.pkr.hcl');
    expect(names.length).toBeGreaterThan(500);
    for (const name of names) {
      const { value } = await load(name, new Map([[name, files.get(name) as string]]));
      validateTemplate(value, { registry });
    }
  });

  it('in HCL2 have few problems beside parts that are not here and values that are not given', async () => {
    const folders = new Set(named('.pkr.hcl').map((name) => posix.dirname(name)));
    const codes = new Map<string, number>();
    for (const folder of folders) {
      const content = new Map(
        [...files].filter(([name]) => posix.dirname(name) === folder || name.startsWith(`${folder}/`)),
      );
      const { diagnostics } = await load(folder, content);
      for (const code of new Set(diagnostics.map((one) => one.code)))
        codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    console.log(folders.size, Object.fromEntries([...codes].sort()));
  });

  it('in JSON are loaded without an exception', async () => {
    const names = named('.json').filter((name) => /"builders"\s*:/u.test(files.get(name) as string));
    expect(names.length).toBeGreaterThan(300);
    const codes = new Map<string, number>();
    for (const name of names) {
      const { value, diagnostics } = await load(name, new Map([[name, files.get(name) as string]]));
      validateTemplate(value, { registry });
      for (const code of new Set(diagnostics.map((one) => one.code)))
        codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    console.log(names.length, Object.fromEntries([...codes].sort()));
  });

  it('that parse are told nothing about syntax', async () => {
    for (const name of named('.pkr.hcl')) {
      const text = files.get(name) as string;
      if (hasErrors(parseHcl(text, name).diagnostics)) continue;
      const { diagnostics } = await load(name, new Map([[name, text]]));
      const told = diagnostics.filter(({ code }) => !UNKNOWN_PART.test(code));
      expect(told.every(({ detail }) => detail.length > 0)).toBe(true);
    }
  });
});
