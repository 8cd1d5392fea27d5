import type { LaunchTemplateSpecification, RequestLaunchTemplateData } from '@aws-sdk/client-ec2';
import type { Call } from '../../action';
import { refuse } from '../../refusal';
import type { LaunchTemplateRecord, LaunchTemplateVersionRecord } from '../compute/records';

/** Templates have ids and names. */
export interface TemplateChoice {
  readonly LaunchTemplateId?: string | undefined;
  readonly LaunchTemplateName?: string | undefined;
}

/** @throws Refusal when there is no such template */
export function getTemplate(
  { account, region }: Call<object>,
  { LaunchTemplateId: id, LaunchTemplateName: name }: TemplateChoice,
): LaunchTemplateRecord {
  const { launchTemplates } = region.compute;
  if (id !== undefined && name !== undefined)
    throw refuse(
      'InvalidParameterCombination',
      'Launch template ID and launch template name cannot be specified together.',
    );
  if (id !== undefined) return launchTemplates.get(id);
  const found = launchTemplates.list().find((each) => each.owner === account && each.name === name);
  if (found) return found;
  if (name === undefined)
    throw refuse('MissingParameter', 'Either LaunchTemplateId or LaunchTemplateName must be specified.');
  throw refuse(
    'InvalidLaunchTemplateName.NotFoundException',
    `The specified launch template, with template name ${name}, does not exist.`,
  );
}

/** @param wanted a number, `$Latest` or `$Default` @throws Refusal when there is no such version */
export function getVersion(
  { id, versions, defaultVersion }: LaunchTemplateRecord,
  wanted: string,
): LaunchTemplateVersionRecord {
  const number = readVersion(wanted, { latest: Math.max(...versions.keys()), defaultVersion });
  const found = versions.get(number);
  if (!found)
    throw refuse(
      'InvalidLaunchTemplateId.VersionNotFound',
      `Could not find the specified version ${wanted} for the launch template with ID ${id}.`,
    );
  return found;
}

function readVersion(
  wanted: string,
  { latest, defaultVersion }: { readonly latest: number; readonly defaultVersion: number },
): number {
  if (wanted === '$Latest') return latest;
  if (wanted === '$Default') return defaultVersion;
  if (!/^\d+$/u.test(wanted))
    throw refuse(
      'InvalidParameterValue',
      `Invalid launch template version: either '$Default', '$Latest', or a numeric version are allowed.`,
    );
  return Number(wanted);
}

/** What a template says of machines, in the version that is asked for; else in its default one. */
export function getTemplateData(
  call: Call<object>,
  { Version = '$Default', ...choice }: LaunchTemplateSpecification,
): RequestLaunchTemplateData {
  return getVersion(getTemplate(call, choice), Version).data;
}
