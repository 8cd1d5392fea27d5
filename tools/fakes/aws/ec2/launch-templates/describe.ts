import type {
  DescribeLaunchTemplatesRequest,
  DescribeLaunchTemplatesResult,
  DescribeLaunchTemplateVersionsRequest,
  DescribeLaunchTemplateVersionsResult,
} from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { refuse } from '../../refusal';
import { type FilterReaders, filterResources } from '../../rules/filters';
import { takePage } from '../../rules/pages';
import type { LaunchTemplateRecord, LaunchTemplateVersionRecord } from '../compute/records';
import { getTemplate, getVersion } from './find';
import { showTemplate, showVersion } from './show';

const readers: FilterReaders<LaunchTemplateRecord> = {
  'launch-template-name': ({ name }) => name,
  'create-time': ({ created }) => created.toISOString(),
};

const pages = { least: 1, most: 200 };

export const describeLaunchTemplates: Action<
  DescribeLaunchTemplatesRequest,
  DescribeLaunchTemplatesResult
> = (call) => {
  const { LaunchTemplateIds, LaunchTemplateNames, Filters } = call.input;
  const { items, nextToken } = takePage(
    filterResources(findTemplates(call, LaunchTemplateIds, LaunchTemplateNames), Filters, readers),
    call.input,
    pages,
  );
  return { LaunchTemplates: items.map(showTemplate), ...(nextToken && { NextToken: nextToken }) };
};

function findTemplates(
  call: Call<object>,
  ids: readonly string[] | undefined,
  names: readonly string[] | undefined,
): readonly LaunchTemplateRecord[] {
  if (ids) return call.region.compute.launchTemplates.getAll(ids);
  if (names) return names.map((name) => getTemplate(call, { LaunchTemplateName: name }));
  return call.region.compute.launchTemplates.list().filter(({ owner }) => owner === call.account);
}

/** Of one template; or of all, when the latest or default ones are wanted. */
export const describeLaunchTemplateVersions: Action<
  DescribeLaunchTemplateVersionsRequest,
  DescribeLaunchTemplateVersionsResult
> = (call) => {
  const { LaunchTemplateId, LaunchTemplateName, Versions } = call.input;
  const isOne = LaunchTemplateId !== undefined || LaunchTemplateName !== undefined;
  const templates =
    isOne || !Versions
      ? [getTemplate(call, { LaunchTemplateId, LaunchTemplateName })]
      : findTemplates(call, undefined, undefined);
  if (!isOne && Versions?.some((version) => /^\d+$/u.test(version)))
    throw refuse(
      'InvalidParameterCombination',
      'Version numbers can be described for one launch template only: specify its ID or its name.',
    );
  const found = templates.flatMap((template) =>
    chooseVersions(template, Versions).map((version) => showVersion(template, version)),
  );
  const { items, nextToken } = takePage(found, call.input, pages);
  return { LaunchTemplateVersions: [...items], ...(nextToken && { NextToken: nextToken }) };
};

function chooseVersions(
  template: LaunchTemplateRecord,
  wanted: readonly string[] | undefined,
): readonly LaunchTemplateVersionRecord[] {
  if (!wanted) return [...template.versions.values()].reverse();
  return [...new Set(wanted.map((version) => getVersion(template, version)))];
}
