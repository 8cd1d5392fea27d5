import type { LaunchTemplate, LaunchTemplateVersion, ResponseLaunchTemplateData } from '@aws-sdk/client-ec2';
import { showTags } from '../../rules/tags';
import type { LaunchTemplateRecord, LaunchTemplateVersionRecord } from '../compute/records';

export function showTemplate({
  id,
  name,
  owner,
  created,
  defaultVersion,
  versions,
  tags,
}: LaunchTemplateRecord): LaunchTemplate {
  return {
    LaunchTemplateId: id,
    LaunchTemplateName: name,
    CreateTime: created,
    CreatedBy: `arn:aws:iam::${owner}:root`,
    DefaultVersionNumber: defaultVersion,
    LatestVersionNumber: Math.max(...versions.keys()),
    Tags: showTags(tags),
  };
}

export function showVersion(
  { id, name, owner, defaultVersion }: LaunchTemplateRecord,
  { number, created, description, data }: LaunchTemplateVersionRecord,
): LaunchTemplateVersion {
  return {
    LaunchTemplateId: id,
    LaunchTemplateName: name,
    VersionNumber: number,
    VersionDescription: description,
    CreateTime: created,
    CreatedBy: `arn:aws:iam::${owner}:root`,
    DefaultVersion: number === defaultVersion,
    LaunchTemplateData: showData(data),
  };
}

/** What was asked for, as far as answers have the same members. */
function showData(data: LaunchTemplateVersionRecord['data']): ResponseLaunchTemplateData {
  const { ImageId, InstanceType, KeyName, UserData, SecurityGroupIds, EbsOptimized } = data;
  return {
    ...{ ImageId, InstanceType, KeyName, UserData, SecurityGroupIds, EbsOptimized },
    BlockDeviceMappings: data.BlockDeviceMappings,
    IamInstanceProfile: data.IamInstanceProfile,
    Placement: data.Placement,
    MetadataOptions: data.MetadataOptions,
    InstanceInitiatedShutdownBehavior: data.InstanceInitiatedShutdownBehavior,
    TagSpecifications: data.TagSpecifications,
  };
}
