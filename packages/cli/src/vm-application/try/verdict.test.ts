import { createMemoryFiles } from '@strata/sdk/testing';
import type { PackageReceipt } from '../pack/receipt';
import { checkVerdict, makeVerdict, type TriedPlace, writeVerdict } from './verdict';

const receipt = { key: 'sha256:aa', application: { name: 'app', version: '1.0.0' } } as PackageReceipt;
const about = { key: receipt.key, image: 'golden', layers: ['sha256:bb'] };
const tried = (place: TriedPlace['place'], verdict: TriedPlace['verdict']): TriedPlace => ({
  ...{ place, verdict, steps: ['install: 0'] },
  ...(place === 'machine' && { machine: { firmware: 'bios', cloud: 'nocloud' } }),
});

const judge = async (places: readonly TriedPlace[], key = about.key) => {
  const files = createMemoryFiles();
  await writeVerdict(files, '/app', makeVerdict({ ...about, key }, places));
  return (await checkVerdict(files, '/app', receipt)).map(({ detail }) => detail);
};

test('layers are enough, and so is a machine', async () => {
  expect(await judge([tried('layers', 'passed')])).toEqual([]);
  expect(await judge([tried('machine', 'passed')])).toEqual([]);
});

test('where it was tried in both it has passed in both, or failed', async () => {
  expect(await judge([tried('layers', 'passed'), tried('machine', 'passed')])).toEqual([]);
  expect(await judge([tried('layers', 'passed'), tried('machine', 'failed')])).toEqual([
    'app 1.0.0 was tried in "golden", and failed in a machine.',
  ]);
});

test('a package that is another by now was not tried', async () => {
  expect(await judge([tried('layers', 'passed')], 'sha256:cc')).toEqual([
    'app 1.0.0 was packaged anew since it was tried.',
  ]);
});
