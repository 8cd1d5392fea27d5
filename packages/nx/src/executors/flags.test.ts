import { getFlags } from './flags';

test('options of an executor are the flags of its command', () => {
  expect(
    getFlags({
      only: ['a', 'b'],
      vars: ['x=1'],
      varFiles: ['v.hcl'],
      step: 2,
      ifUnavailable: true,
      force: false,
    }),
  ).toEqual(['-only=a', '-only=b', '-var=x=1', '-var-file=v.hcl', '-step=2', '-if-unavailable']);
});

test('exceptions of publishing are named as on the command line', () => {
  expect(
    getFlags({ to: ['r.example/a:1', 'r.example/a:2'], withoutTests: ['a'], withoutScan: ['a'] }),
  ).toEqual(['-to=r.example/a:1', '-to=r.example/a:2', '-without-tests=a', '-without-scan=a']);
});

test('what is on by itself can be switched off', () => {
  expect(getFlags({ checkpoints: false, verbose: false })).toEqual(['-checkpoints=false']);
  expect(getFlags({ checkpoints: true })).toEqual(['-checkpoints']);
});

test('a machine is described as on the command line', () => {
  expect(getFlags({ firmware: 'secure-boot', cloud: 'azure', diskSize: '8G' })).toEqual([
    '-firmware=secure-boot',
    '-cloud=azure',
    '-disk-size=8G',
  ]);
});
