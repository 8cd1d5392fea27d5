import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodePorts } from '@strata/sdk/node';
import { createRecordingReporter } from '@strata/sdk/testing';
import { type CdRequest, writeCd } from './write';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-cd-'));
  mkdirSync(join(folder, 'tools/deep'), { recursive: true });
  writeFileSync(join(folder, 'tools/run.sh'), '#!/bin/sh\n', { mode: 0o700 });
  writeFileSync(join(folder, 'tools/deep/A name, with Blanks and ünï.txt'), 'deep');
  symlinkSync('run.sh', join(folder, 'tools/linked.sh'));
  for (let index = 0; index < 50; index++) writeFileSync(join(folder, `tools/file-${index}`), `${index}`);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function write(name: string, request: Omit<CdRequest, 'target'>): Promise<string> {
  const target = join(folder, `${name}.iso`);
  const context = {
    ports: createNodePorts(),
    reporter: createRecordingReporter(),
    signal: new AbortController().signal,
  };
  await writeCd({ ...context, baseDirectory: folder }, { ...request, target });
  return target;
}

/** Takes a CD apart again. */
function extract(image: string): string {
  const out = `${image}.out`;
  execFileSync('xorriso', ['-osirrox', 'on', '-indev', image, '-extract', '/', out], { stdio: 'ignore' });
  return out;
}

test("cloud-init's NoCloud finds its label and its files", async () => {
  const content = { 'meta-data': 'instance-id: i-1\n', 'user-data': '#cloud-config\n' };
  const image = await write('cidata', { content, label: 'cidata' });
  const info = execFileSync('xorriso', ['-indev', image, '-pvd_info'], { encoding: 'utf8', stdio: 'pipe' });
  expect(info).toMatch(/^Volume Id +: cidata$/m);
  const out = extract(image);
  expect(readdirSync(out).sort()).toEqual(['meta-data', 'user-data']);
  expect(readFileSync(join(out, 'user-data'), 'utf8')).toBe('#cloud-config\n');
}, 30_000);

test('names, folders, links and rights to run come through, for everybody to read', async () => {
  const image = await write('tools', { files: ['tools'] });
  const listing = execFileSync('bsdtar', ['-tvf', image], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  expect(listing).toMatch(/^-r-xr-xr-x +\d+ 0 +0 +10 .* tools\/run\.sh$/m);
  expect(listing).toMatch(/^-r-xr-xr-x .* tools\/linked\.sh$/m);
  const out = extract(image);
  expect(readFileSync(join(out, 'tools/deep/A name, with Blanks and ünï.txt'), 'utf8')).toBe('deep');
}, 30_000);

test('equal files give equal bytes', async () => {
  const request = { files: ['tools/'], content: { a: '1', b: '2' } };
  const one = readFileSync(await write('one', request));
  const two = readFileSync(await write('two', request));
  expect(one.equals(two)).toBe(true);
}, 30_000);
