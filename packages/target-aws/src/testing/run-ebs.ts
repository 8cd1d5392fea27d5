import type { MachineBuilder, MachineContext } from '@strata/sdk';
import { fillIn } from '@strata/sdk/testing';
import { createEbsBuilder } from '../builders/ebs/builder';
import { type EbsOptions, ebsSchema } from '../builders/ebs/schema';
import type { OpenedBuild } from './open-build';

export interface EbsRun {
  readonly context?: MachineContext;
  readonly provision?: Parameters<MachineBuilder['build']>[2];
}

/** Runs an `amazon-ebs` of which a test says no more than it is about. */
export function runEbs(
  build: OpenedBuild,
  given: Readonly<Record<string, unknown>> = {},
  { context = build.machine, provision = async () => {} }: EbsRun = {},
) {
  const options = fillIn(ebsSchema, {
    region: 'eu-central-1',
    ami_name: 'web-1',
    source_ami: build.sourceId,
    instance_type: 't3.small',
    ssh_username: 'admin',
    temporary_key_pair_type: 'ed25519',
    temporary_security_group_source_cidrs: ['203.0.113.7/32'],
    ...given,
  }) as EbsOptions;
  return createEbsBuilder(build.means).build(context, options, provision);
}
