import { getProblem } from '../testing/get-problem';
import { type OpenedStep, openStep } from '../testing/open-step';
import { findNetwork } from './network';

const filters = (filters: Readonly<Record<string, string>>, more = {}) => ({ filters, filter: [], ...more });

async function getDefaults({ build }: OpenedStep) {
  const { Vpcs: [vpc] = [] } = await build.session.ec2().describeVpcs({});
  const { Subnets: subnets = [] } = await build.session.ec2().describeSubnets({});
  return { vpcId: vpc?.VpcId ?? '', subnets };
}

test('nothing said, AWS chooses', async () => {
  await using step = await openStep();
  expect(await findNetwork(await step.open())).toEqual({ places: [{}] });
  expect(await findNetwork(await step.open({ availability_zone: 'eu-central-1b' }))).toEqual({
    places: [{ zone: 'eu-central-1b' }],
  });
  expect(step.build.fake.log.calls).toEqual([]);
});

test('a subnet tells its VPC and its zone', async () => {
  await using step = await openStep();
  const { vpcId, subnets } = await getDefaults(step);
  const work = await step.open({ subnet_id: subnets[1]?.SubnetId });
  expect(await findNetwork(work)).toEqual({
    vpcId,
    places: [{ subnetId: subnets[1]?.SubnetId, zone: subnets[1]?.AvailabilityZone }],
  });
});

test('of several subnets the one with most room comes first, and the others serve in its place', async () => {
  await using step = await openStep();
  const { vpcId, subnets } = await getDefaults(step);
  const subnet_filter = filters({ 'default-for-az': 'true' }, { most_free: true, random: false });
  const { places } = await findNetwork(
    await step.open({ vpc_filter: filters({ 'is-default': 'true' }), subnet_filter }),
  );
  expect(places).toHaveLength(subnets.length);
  const narrow = await step.open({ vpc_id: vpcId, subnet_filter, availability_zone: 'eu-central-1a' });
  expect((await findNetwork(narrow)).places.map(({ zone }) => zone)).toEqual(['eu-central-1a']);
});

test.each([
  [
    '3 Subnets',
    { subnet_filter: filters({ 'default-for-az': 'true' }, { most_free: false, random: false }) },
  ],
  ['No Subnets was found matching filters: tag:A=b', { subnet_filter: filters({ 'tag:A': 'b' }) }],
  ['Exactly one VPC should match the filter, but 0 match tag:A=b', { vpc_filter: filters({ 'tag:A': 'b' }) }],
])('it is told that a filter matches %s', async (words, given) => {
  await using step = await openStep();
  const problem = await getProblem(findNetwork(await step.open(given)));
  expect(problem).toMatch(/^AWS052 /);
  expect(problem).toContain(words);
});

test('a wish for a public address takes a subnet of the default VPC that has the instance type', async () => {
  await using step = await openStep();
  const { vpcId } = await getDefaults(step);
  const network = await findNetwork(await step.open({ associate_public_ip_address: true }));
  expect(network.vpcId).toBe(vpcId);
  expect(network.places[0]?.subnetId).toMatch(/^subnet-/);
});
