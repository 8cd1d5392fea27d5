import { getSteps } from './compare';
import { settleOrder } from './settle-order';

const call = (action: string, region: string, input: object = {}) => ({ action, region, input });

test('what is done region by region has the home first, and attributes by name; all else stays', () => {
  const calls = [
    ...[call('StopInstances', 'us-east-1'), call('CopyImage', 'eu-west-1')],
    call('ModifyImageAttribute', 'eu-west-1', { LaunchPermission: '1' }),
    call('ModifyImageAttribute', 'eu-west-1', { Description: '1' }),
    call('ModifyImageAttribute', 'us-east-1', { Description: '1' }),
    ...[call('DescribeImages', 'eu-west-1'), call('CreateTags', 'eu-west-1', { Tags: 'b' })],
    ...[call('CreateTags', 'eu-west-1', { Tags: 'a' }), call('DescribeImages', 'us-east-1')],
  ];
  const told = settleOrder(getSteps(calls)).map(({ action, region, parameters }) =>
    [action, region, ...parameters.keys(), ...parameters.values()].join(' '),
  );
  expect(told).toEqual([
    ...['StopInstances us-east-1', 'CopyImage eu-west-1'],
    'ModifyImageAttribute us-east-1 Description 1',
    'ModifyImageAttribute eu-west-1 Description 1',
    'ModifyImageAttribute eu-west-1 LaunchPermission 1',
    ...['DescribeImages us-east-1', 'DescribeImages eu-west-1'],
    ...['CreateTags eu-west-1 Tags b', 'CreateTags eu-west-1 Tags a'],
  ]);
});
