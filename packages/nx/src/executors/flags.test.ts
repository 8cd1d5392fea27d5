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
