import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getApi } from './api';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'api-'));
  mkdirSync(join(folder, 'src'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(join(folder, file), text);

test('every name that leaves by a door is listed, with what it is', () => {
  write(
    'package.json',
    JSON.stringify({
      name: '@strata/x',
      exports: {
        '.': { '@strata/source': './src/index.ts' },
        './more': { '@strata/source': './src/b.ts' },
        './package.json': './package.json',
      },
    }),
  );
  write(
    'src/index.ts',
    "export * from './b';\nexport { type A, B as C } from './a';\nexport type { D } from './a';\n",
  );
  write(
    'src/a.ts',
    'export interface A {}\nexport class B {}\nexport type D = 1;\nexport const hidden = 1;\n',
  );
  write('src/b.ts', 'export function f() {}\nexport const g = 1, i = 2;\n');
  expect(getApi(folder)).toBe(
    [
      '# @strata/x',
      'type A',
      'type D',
      'value C',
      'value f',
      'value g',
      'value i',
      '',
      '# @strata/x/more',
      'value f',
      'value g',
      'value i',
      '',
    ].join('\n'),
  );
});
