import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { MachineContext } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createRecordingReporter } from '@strata/sdk/testing';
import { defaultsOf } from '../testing/options';
import { getIso } from './get-iso';

const CONTENT = 'what the machine starts from';
const sha256 = createHash('sha256').update(CONTENT).digest('hex');
const URL_OF_IT = 'https://a.example/dir/a.iso';

let folder: string;
let asked: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-iso-'));
  asked = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function createContext(pages: Readonly<Record<string, string>>): MachineContext {
  const ports = createNodePorts();
  const get = async (url: string) => {
    asked.push(url);
    const text = pages[url];
    return {
      status: text === undefined ? 404 : 200,
      headers: { 'content-length': String(text?.length ?? 0) },
      body: Readable.from([Buffer.from(text ?? '')]),
    };
  };
  const environment = { ...ports.environment, variables: { PACKER_CACHE_DIR: 'cache' } };
  const context = {
    ports: { ...ports, http: { ...ports.http, get }, environment },
    reporter: createRecordingReporter(),
    signal: new AbortController().signal,
    baseDirectory: folder,
    scratch: folder,
    buildId: 'mine',
    buildName: 'app',
    force: false,
    debug: false,
    step: <T>(_: string, run: () => Promise<T>) => run(),
  };
  return {
    ...context,
    resources: {
      note: async (kind, data) => ({ remove: () => kind.remove(context, data), keep: async () => undefined }),
    },
  };
}

test('a download is checked, kept by its checksum, and not fetched again', async () => {
  const context = createContext({ [URL_OF_IT]: CONTENT });
  const options = defaultsOf({ iso_url: URL_OF_IT, iso_checksum: `sha256:${sha256}` });
  const path = await getIso(context, options);
  const name = createHash('sha1').update(`sha256:${sha256}`).digest('hex');
  expect(path).toBe(join(folder, 'cache', `${name}.iso`));
  expect(readFileSync(path, 'utf8')).toBe(CONTENT);
  expect(await getIso(context, options)).toBe(path);
  expect(asked).toEqual([URL_OF_IT]);
});

test('what has another checksum is told and thrown away', async () => {
  const context = createContext({ [URL_OF_IT]: 'something else' });
  const options = defaultsOf({ iso_url: URL_OF_IT, iso_checksum: sha256 });
  await expect(getIso(context, options)).rejects.toMatchObject({
    diagnostics: [{ code: 'BLD015', detail: expect.stringContaining(`sha256:${sha256} but has sha256:`) }],
  });
  expect(readdirSync(join(folder, 'cache'))).toEqual([]);
});

test('addresses are tried in order, and all that is wrong is told when none works', async () => {
  const iso_urls = ['https://gone.example/a.iso', URL_OF_IT];
  const options = defaultsOf({ iso_urls, iso_checksum: sha256 });
  await getIso(createContext({ [URL_OF_IT]: CONTENT }), options);
  expect(asked).toEqual(iso_urls);
  rmSync(join(folder, 'cache'), { recursive: true });
  await expect(getIso(createContext({}), options)).rejects.toMatchObject({
    diagnostics: [{ code: 'BLD014' }, { code: 'BLD014' }],
  });
});

test('a checksum is found in a list at an address', async () => {
  const list = 'https://a.example/dir/SHA256SUMS';
  const context = createContext({ [URL_OF_IT]: CONTENT, [list]: `${sha256}  a.iso\n` });
  const options = defaultsOf({ iso_url: URL_OF_IT, iso_checksum: `file:${list}` });
  expect(readFileSync(await getIso(context, options), 'utf8')).toBe(CONTENT);
});

test('a file of this machine is checked and used where it lies', async () => {
  const path = join(folder, 'a.iso');
  writeFileSync(path, CONTENT);
  const context = createContext({});
  expect(await getIso(context, defaultsOf({ iso_url: 'a.iso', iso_checksum: sha256 }))).toBe(path);
  expect(await getIso(context, defaultsOf({ iso_url: `file://${path}`, iso_checksum: 'none' }))).toBe(path);
  const wrong = defaultsOf({ iso_url: 'a.iso', iso_checksum: 'a'.repeat(32) });
  await expect(getIso(context, wrong)).rejects.toMatchObject({ diagnostics: [{ code: 'BLD015' }] });
  const missing = defaultsOf({ iso_url: 'b.iso', iso_checksum: 'none' });
  await expect(getIso(context, missing)).rejects.toMatchObject({ diagnostics: [{ code: 'BLD014' }] });
});
