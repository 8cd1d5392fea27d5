import type {
  DescribeInstanceAttributeRequest,
  DescribeInstanceCreditSpecificationsRequest,
  DescribeInstanceCreditSpecificationsResult,
  InstanceAttribute,
  InstanceAttributeName,
  ModifyInstanceAttributeRequest,
  ModifyInstanceMetadataOptionsRequest,
  ModifyInstanceMetadataOptionsResult,
} from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { refuse, refuseMissing, refuseValue } from '../../refusal';
import type { InstanceRecord } from '../compute/records';
import { planMetadata } from './metadata-options';
import { getInstanceType } from './offerings';
import { settleInstance } from './settle';

function getInstance(call: Call<object>, id = ''): InstanceRecord {
  const instance = call.region.compute.instances.get(id);
  settleInstance(call, instance);
  return instance;
}

export const modifyInstanceAttribute: Action<ModifyInstanceAttributeRequest, object> = (call) => {
  const instance = getInstance(call, call.input.InstanceId);
  const changes = readChanges(call, instance);
  if (changes.length === 0) throw refuse('InvalidParameterCombination', 'No attributes specified.');
  if (changes.length > 1)
    throw refuse(
      'InvalidParameterCombination',
      'Fields for multiple attribute types specified: only one attribute can be modified at a time.',
    );
  for (const { isOfStopped, apply } of changes) {
    if (isOfStopped && instance.state !== 'stopped')
      throw refuse('IncorrectInstanceState', `The instance '${instance.id}' is not in the 'stopped' state.`);
    apply();
  }
  return {};
};

interface Change {
  /** Whether the machine must not run. */
  readonly isOfStopped: boolean;
  apply(): void;
}

/** The older form names an attribute and a value; the newer has a member for each. */
function readChanges(
  call: Call<ModifyInstanceAttributeRequest>,
  { attributes }: InstanceRecord,
): readonly Change[] {
  const { input } = call;
  const named = (name: InstanceAttributeName) => (input.Attribute === name ? input.Value : undefined);
  const flag = (name: InstanceAttributeName, given: boolean | undefined) =>
    given ?? (named(name) === undefined ? undefined : named(name) === 'true');
  return [
    ...makeFlag(flag('disableApiTermination', input.DisableApiTermination?.Value), (value) => {
      attributes.disableApiTermination = value;
    }),
    ...makeFlag(flag('disableApiStop', input.DisableApiStop?.Value), (value) => {
      attributes.disableApiStop = value;
    }),
    ...makeFlag(flag('sourceDestCheck', input.SourceDestCheck?.Value), (value) => {
      attributes.sourceDestCheck = value;
    }),
    ...makeFlag(
      flag('enaSupport', input.EnaSupport?.Value),
      (value) => {
        attributes.enaSupport = value;
      },
      true,
    ),
    ...makeFlag(
      flag('ebsOptimized', input.EbsOptimized?.Value),
      (value) => {
        attributes.ebsOptimized = value;
      },
      true,
    ),
    ...makeText(input.SriovNetSupport?.Value ?? named('sriovNetSupport'), true, (value) => {
      if (value !== 'simple') throw refuseValue('sriovNetSupport', value, 'Expected simple.');
      attributes.sriovNetSupport = value;
    }),
    ...makeText(input.InstanceType?.Value ?? named('instanceType'), true, (value) => {
      attributes.instanceType = getInstanceType(value).name;
    }),
    ...makeText(
      input.UserData?.Value === undefined
        ? named('userData')
        : Buffer.from(input.UserData.Value).toString('base64'),
      true,
      (value) => {
        attributes.userData = value;
      },
    ),
    ...makeText(
      input.InstanceInitiatedShutdownBehavior?.Value ?? named('instanceInitiatedShutdownBehavior'),
      false,
      (value) => {
        if (value !== 'stop' && value !== 'terminate')
          throw refuseValue('instanceInitiatedShutdownBehavior', value, 'Expected stop or terminate.');
        attributes.shutdownBehavior = value;
      },
    ),
    ...makeGroups(call, (ids) => {
      attributes.groupIds = ids;
    }),
  ];
}

function makeFlag(
  value: boolean | undefined,
  apply: (value: boolean) => void,
  isOfStopped = false,
): readonly Change[] {
  return value === undefined ? [] : [{ isOfStopped, apply: () => apply(value) }];
}

function makeText(
  value: string | undefined,
  isOfStopped: boolean,
  apply: (value: string) => void,
): readonly Change[] {
  return value === undefined ? [] : [{ isOfStopped, apply: () => apply(value) }];
}

function makeGroups(
  { region, input }: Call<ModifyInstanceAttributeRequest>,
  apply: (ids: readonly string[]) => void,
): readonly Change[] {
  if (!input.Groups) return [];
  const ids = region.compute.securityGroups.getAll(input.Groups).map(({ id }) => id);
  return [{ isOfStopped: false, apply: () => apply(ids) }];
}

export const describeInstanceAttribute: Action<DescribeInstanceAttributeRequest, InstanceAttribute> = (
  call,
) => {
  const instance = getInstance(call, call.input.InstanceId);
  const { Attribute } = call.input;
  if (Attribute === undefined) throw refuseMissing('attribute');
  const read = shown[Attribute];
  if (!read) throw refuseValue('attribute', Attribute, 'The fake does not know it.');
  return { InstanceId: instance.id, ...read(instance) };
};

const shown: Readonly<Record<string, (instance: InstanceRecord) => InstanceAttribute>> = {
  disableApiTermination: ({ attributes }) => ({
    DisableApiTermination: { Value: attributes.disableApiTermination },
  }),
  disableApiStop: ({ attributes }) => ({ DisableApiStop: { Value: attributes.disableApiStop } }),
  ebsOptimized: ({ attributes }) => ({ EbsOptimized: { Value: attributes.ebsOptimized } }),
  enaSupport: ({ attributes }) => ({ EnaSupport: { Value: attributes.enaSupport } }),
  groupSet: ({ attributes }) => ({ Groups: attributes.groupIds.map((GroupId) => ({ GroupId })) }),
  instanceInitiatedShutdownBehavior: ({ attributes }) => ({
    InstanceInitiatedShutdownBehavior: { Value: attributes.shutdownBehavior },
  }),
  instanceType: ({ attributes }) => ({ InstanceType: { Value: attributes.instanceType } }),
  rootDeviceName: ({ rootDeviceName }) => ({ RootDeviceName: { Value: rootDeviceName } }),
  sourceDestCheck: ({ attributes }) => ({ SourceDestCheck: { Value: attributes.sourceDestCheck } }),
  sriovNetSupport: ({ attributes }) => ({ SriovNetSupport: { Value: attributes.sriovNetSupport } }),
  userData: ({ attributes }) => ({ UserData: { Value: attributes.userData } }),
};

export const describeInstanceCreditSpecifications: Action<
  DescribeInstanceCreditSpecificationsRequest,
  DescribeInstanceCreditSpecificationsResult
> = (call) => ({
  InstanceCreditSpecifications: call.region.compute.instances
    .getAll(call.input.InstanceIds ?? [])
    .flatMap(({ id, launch }) =>
      launch.cpuCredits === undefined ? [] : [{ InstanceId: id, CpuCredits: launch.cpuCredits }],
    ),
});

export const modifyInstanceMetadataOptions: Action<
  ModifyInstanceMetadataOptionsRequest,
  ModifyInstanceMetadataOptionsResult
> = (call) => {
  const { InstanceId, DryRun: _, ...wish } = call.input;
  const instance = getInstance(call, InstanceId);
  const { HttpEndpoint, HttpTokens, HttpPutResponseHopLimit, InstanceMetadataTags } =
    instance.launch.metadataOptions;
  const before = { HttpEndpoint, HttpTokens, HttpPutResponseHopLimit, InstanceMetadataTags };
  const options = planMetadata({ ...before, ...wish });
  Object.assign(instance.launch.metadataOptions, options);
  return { InstanceId: instance.id, InstanceMetadataOptions: options };
};
