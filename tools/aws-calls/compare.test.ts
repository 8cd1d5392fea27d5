import { getDifferences, getSteps, pairSteps } from './compare';
import { readParameters } from './parameters';

const region = 'us-east-1';

test('parameters have paths, by the names of tags and filters, and nothing that is drawn anew each time', () => {
  const input = {
    ImageId: 'ami-0123456789abcdef0',
    Filters: [{ Name: 'state', Values: ['pending', 'running'] }],
    IpPermissions: [{ FromPort: 22, IpRanges: [{ CidrIp: '127.0.0.1/32' }] }],
    TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'strata:image', Value: 'web' }] }],
    ClientToken: '7',
    Placement: {},
  };
  expect(Object.fromEntries(readParameters(input))).toEqual({
    ImageId: 'ami-…',
    'Filters.state': 'pending, running',
    'IpPermissions.FromPort': '22',
    'IpPermissions.IpRanges.CidrIp': '127.0.0.1/32',
    'TagSpecifications.volume.strata:image': '…',
    ClientToken: '…',
  });
});

test('who waits asks once', () => {
  const look = { action: 'DescribeImages', region, input: { ImageIds: ['ami-1'] } };
  const other = { ...look, input: { ImageIds: ['ami-2'] } };
  expect(getSteps([look, look, other, look])).toHaveLength(3);
});

test('steps are paired where they are most alike, in the order of both', () => {
  const change = (input: object) => ({ action: 'ModifyImageAttribute', region, input });
  const [text, share] = [change({ Description: 'web' }), change({ Users: ['1'], Kind: 'add' })];
  const stop = { action: 'StopInstances', region, input: {} };
  const [key, own] = ['CreateKeyPair', 'ImportKeyPair'].map((action) => ({ action, region, input: {} }));
  const pairs = pairSteps(
    getSteps([key, stop, text, share].flatMap((call) => call ?? [])),
    getSteps([own, { ...share, input: { Kind: 'add' } }, stop].flatMap((call) => call ?? [])),
  );
  const names = pairs.map(({ packer, strata }) => [packer?.action, strata?.action]);
  expect(names).toEqual([
    ['CreateKeyPair', 'ImportKeyPair'],
    ['StopInstances', undefined],
    ['ModifyImageAttribute', undefined],
    ['ModifyImageAttribute', 'ModifyImageAttribute'],
    [undefined, 'StopInstances'],
  ]);
  expect(pairs.flatMap(getDifferences)).toEqual([{ parameter: 'Users', packer: '1' }]);
});
