import type { _InstanceType, Image } from '@aws-sdk/client-ec2';
import { getTexts, type Options } from '../builders/rules/rule';
import { isSpot } from '../builders/rules/spot';
import { makesGroup, makesKeyPair } from '../builders/rules/temporary';
import type { DryRun } from './check-permissions';
import { getText } from './scene';

/** In requests that are not carried out, for what is not there yet. */
const NO_IMAGE = 'ami-00000000000000000';
const NAME = 'strata-preflight';
/** A public key that nobody has the private one of. */
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** What a build asks EC2 for, as far as there is a dry run of it. */
export function getBuildRuns(region: string, options: Options, image: Image | undefined): readonly DryRun[] {
  const copies = getTexts(options['ami_regions']).filter((target) => target !== region);
  return [
    ...(image && !isSpot(options) ? [runInstances(region, options, image)] : []),
    ...(makesKeyPair(options) ? [importKeyPair(region)] : []),
    ...(makesGroup(options) ? [createSecurityGroup(region)] : []),
    ...copies.map((target) => copyImage(target, region)),
  ];
}

/** What a publication asks EC2 for, in its home and wherever it copies to. */
export function getPublishRuns(home: string, regions: readonly string[]): readonly DryRun[] {
  return [
    {
      action: 'RegisterImage',
      region: home,
      run: (ec2, options) =>
        ec2.registerImage(
          {
            DryRun: true,
            Name: NAME,
            RootDeviceName: '/dev/xvda',
            BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId: 'snap-00000000000000000' } }],
          },
          options,
        ),
    },
    ...regions.filter((region) => region !== home).map((region) => copyImage(region, home)),
  ];
}

function runInstances(region: string, options: Options, image: Image): DryRun {
  const subnet = getText(options, 'subnet_id');
  const type = getText(options, 'instance_type');
  return {
    action: 'RunInstances',
    region,
    isWhole: true,
    run: (ec2, sent) =>
      ec2.runInstances(
        {
          DryRun: true,
          ImageId: image.ImageId ?? NO_IMAGE,
          MinCount: 1,
          MaxCount: 1,
          ...(type !== undefined && { InstanceType: type as _InstanceType }),
          ...(subnet !== undefined && { SubnetId: subnet }),
        },
        sent,
      ),
  };
}

function importKeyPair(region: string): DryRun {
  return {
    action: 'ImportKeyPair',
    region,
    run: (ec2, options) =>
      ec2.importKeyPair({ DryRun: true, KeyName: NAME, PublicKeyMaterial: Buffer.from(KEY) }, options),
  };
}

function createSecurityGroup(region: string): DryRun {
  return {
    action: 'CreateSecurityGroup',
    region,
    run: (ec2, options) =>
      ec2.createSecurityGroup({ DryRun: true, GroupName: NAME, Description: NAME }, options),
  };
}

function copyImage(region: string, source: string): DryRun {
  const request = { DryRun: true, Name: NAME, SourceImageId: NO_IMAGE, SourceRegion: source };
  return { action: 'CopyImage', region, run: (ec2, options) => ec2.copyImage(request, options) };
}
