import type { AutoScalingGroup, LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';
import { callAws } from '../../publish/call';
import type { AwsContext } from '../../publish/context';
import type { TemplateVersion } from './launch-templates';
import type { Reference } from './reference';

/** As many as AWS gives at a time. */
const pageSize = 100;

/** What auto scaling groups start machines by. */
export interface ScalingUse {
  readonly references: readonly Reference[];
  /** Versions that groups name by their numbers. */
  readonly templates: readonly TemplateVersion[];
}

/** Groups of a region, and launch configurations whether a group uses them or not. */
export async function findScalingUse(context: AwsContext, region: string): Promise<ScalingUse> {
  const groups = await listGroups(context, region);
  const configurations = await listConfigurations(context, region);
  return {
    references: [...configurations, ...groups.flatMap(getOverrides)],
    templates: groups.flatMap(getTemplates),
  };
}

async function listGroups(context: AwsContext, region: string): Promise<readonly AutoScalingGroup[]> {
  const autoscaling = context.session.autoScaling(region);
  const found: AutoScalingGroup[] = [];
  let next: string | undefined;
  do {
    const request = { MaxRecords: pageSize, ...(next !== undefined && { NextToken: next }) };
    const page = await callAws(context, { action: 'DescribeAutoScalingGroups', region }, (options) =>
      autoscaling.describeAutoScalingGroups(request, options),
    );
    found.push(...(page.AutoScalingGroups ?? []));
    next = page.NextToken;
  } while (next);
  return found;
}

async function listConfigurations(context: AwsContext, region: string): Promise<readonly Reference[]> {
  const autoscaling = context.session.autoScaling(region);
  const found: Reference[] = [];
  let next: string | undefined;
  do {
    const request = { MaxRecords: pageSize, ...(next !== undefined && { NextToken: next }) };
    const page = await callAws(context, { action: 'DescribeLaunchConfigurations', region }, (options) =>
      autoscaling.describeLaunchConfigurations(request, options),
    );
    for (const { ImageId: image = '', LaunchConfigurationName: name } of page.LaunchConfigurations ?? [])
      found.push({ image, how: `the launch configuration ${name} names it` });
    next = page.NextToken;
  } while (next);
  return found;
}

/** Groups may name images of their own for types of machines. */
function getOverrides({ AutoScalingGroupName: name, MixedInstancesPolicy: mixed }: AutoScalingGroup) {
  return (mixed?.LaunchTemplate?.Overrides ?? []).flatMap(({ ImageId: image }): readonly Reference[] =>
    image === undefined ? [] : [{ image, how: `the auto scaling group ${name} names it` }],
  );
}

function getTemplates({
  LaunchTemplate: own,
  MixedInstancesPolicy: mixed,
}: AutoScalingGroup): readonly TemplateVersion[] {
  const { LaunchTemplateSpecification: usual, Overrides: overrides = [] } = mixed?.LaunchTemplate ?? {};
  const others = overrides.map(({ LaunchTemplateSpecification: each }) => each);
  return [own, usual, ...others].flatMap((each) => (each ? toVersion(each) : []));
}

/** `$Latest` and `$Default` are looked up for all templates anyway. */
function toVersion({
  LaunchTemplateId: id,
  LaunchTemplateName: name,
  Version: version,
}: LaunchTemplateSpecification): readonly TemplateVersion[] {
  if (version === undefined || !/^\d+$/.test(version)) return [];
  if (id !== undefined) return [{ template: { LaunchTemplateId: id }, version }];
  return name === undefined ? [] : [{ template: { LaunchTemplateName: name }, version }];
}
