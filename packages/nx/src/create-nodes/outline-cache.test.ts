import { join } from 'node:path';
import { createTempWorkspace, type TempWorkspace } from '../testing/temp-workspace';
import { getImageFolders } from './image-folders';
import { takeLook } from './looks';
import { emptyOutline } from './outline';
import { getGivenVariables, getOutlineKey, openOutlineCache } from './outline-cache';

let workspace: TempWorkspace;
let file: string;
beforeEach(() => {
  workspace = createTempWorkspace({ 'a/image.pkr.hcl': 'one', 'a/list.txt': 'x' });
  file = join(workspace.root, '.nx', 'outlines.json');
});
afterEach(() => workspace.remove());

const outline = { ...emptyOutline, environment: ['PKR_VAR_a'] };

function store(fingerprint: string, key: string, kept = outline) {
  const cache = openOutlineCache(file, fingerprint);
  cache.keep(key, kept);
  cache.save();
}

const keyOf = (environment: NodeJS.ProcessEnv = {}) =>
  getOutlineKey(
    workspace.root,
    getImageFolders(workspace.root, ['a/image.pkr.hcl'])[0]!,
    getGivenVariables(environment),
  );

test('what was read is found again in the next run', () => {
  store('v1', 'k');
  expect(openOutlineCache(file, 'v1').find('k')).toEqual(outline);
});

test('what another version of the parser understood is no answer', () => {
  store('v1', 'k');
  expect(openOutlineCache(file, 'v2').find('k')).toBeUndefined();
});

test('what was not asked for in a run is dropped', () => {
  store('v1', 'k');
  store('v1', 'other');
  expect(openOutlineCache(file, 'v1').find('k')).toBeUndefined();
});

test('a torn cache file is an empty cache', () => {
  workspace.write({ '.nx/outlines.json': '{"fingerprint":"v1","outl' });
  expect(openOutlineCache(file, 'v1').find('k')).toBeUndefined();
});

test('the answer is stale once a file that the template’s functions read has changed', () => {
  store('v1', 'k', { ...outline, reads: [takeLook(join(workspace.root, 'a/list.txt'), 'file')] });
  expect(openOutlineCache(file, 'v1').find('k')).toBeDefined();
  workspace.write({ 'a/list.txt': 'y' });
  expect(openOutlineCache(file, 'v1').find('k')).toBeUndefined();
});

test.each<[string, Record<string, string>]>([
  ['the template', { 'a/image.pkr.hcl': 'two' }],
  ['a file of variables', { 'a/x.auto.pkrvars.hcl': 'v = 1' }],
])('the key changes with %s', (_what, files) => {
  const before = keyOf();
  workspace.write(files);
  expect(keyOf()).not.toBe(before);
});

test('the key changes with the environment of variables and with no other', () => {
  expect(keyOf({ PKR_VAR_a: '1' })).not.toBe(keyOf());
  expect(keyOf({ HOME: '/elsewhere' })).toBe(keyOf());
});
