import type { DescribeLaunchTemplateVersionsRequest } from '@aws-sdk/client-ec2';
import { Failure } from '@strata/diagnostics';
import { readAwsError } from '../../errors';
import { callAws } from '../../publish/call';
import type { AwsContext } from '../../publish/context';
import type { Reference } from './reference';

/** As many as AWS gives at a time. */
const pageSize = 200;

/** A version of a launch template that somebody starts machines by. */
export interface TemplateVersion {
  /** Its id, else its name: groups know either. */
  readonly template: { readonly LaunchTemplateId: string } | { readonly LaunchTemplateName: string };
  /** A number. */
  readonly version: string;
}

/** The latest and the default version of each launch template, by which machines are started when nobody names another. */
export function listUsualTemplates(context: AwsContext, region: string): Promise<readonly Reference[]> {
  return listVersions(context, region, { Versions: ['$Latest', '$Default'] });
}

/** Versions that somebody names, all of a template at once. */
export async function listNamedTemplates(
  context: AwsContext,
  region: string,
  named: readonly TemplateVersion[],
): Promise<readonly Reference[]> {
  const found: Reference[] = [];
  for (const [template, versions] of groupByTemplate(named))
    for (let at = 0; at < versions.length; at += pageSize) {
      const request = { ...JSON.parse(template), Versions: versions.slice(at, at + pageSize) };
      found.push(...(await listKnownVersions(context, region, request)));
    }
  return found;
}

/** A group may name what is not there any more; AWS refuses the whole question then. */
async function listKnownVersions(
  context: AwsContext,
  region: string,
  request: DescribeLaunchTemplateVersionsRequest & { readonly Versions: readonly string[] },
): Promise<readonly Reference[]> {
  try {
    return await listVersions(context, region, { ...request, Versions: [...request.Versions] });
  } catch (error) {
    if (!isAbsent(error)) throw error;
    if (request.Versions.length === 1) return [];
    const single = request.Versions.map((version) => ({ ...request, Versions: [version] }));
    const found = [];
    for (const each of single) found.push(...(await listKnownVersions(context, region, each)));
    return found;
  }
}

function isAbsent(error: unknown): boolean {
  const { code = '' } = readAwsError(error instanceof Failure ? error.cause : error) ?? {};
  return /NotFound(?:Exception)?$/.test(code);
}

function groupByTemplate(named: readonly TemplateVersion[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, Set<string>>();
  for (const { template, version } of named) {
    const name = JSON.stringify(template);
    groups.set(name, (groups.get(name) ?? new Set()).add(version));
  }
  return new Map([...groups].map(([name, versions]) => [name, [...versions]]));
}

async function listVersions(
  context: AwsContext,
  region: string,
  wanted: DescribeLaunchTemplateVersionsRequest,
): Promise<readonly Reference[]> {
  const ec2 = context.session.ec2(region);
  const found: Reference[] = [];
  let next: string | undefined;
  do {
    const request = { ...wanted, MaxResults: pageSize, ...(next !== undefined && { NextToken: next }) };
    const page = await callAws(context, { action: 'DescribeLaunchTemplateVersions', region }, (options) =>
      ec2.describeLaunchTemplateVersions(request, options),
    );
    for (const { LaunchTemplateData: data, ...version } of page.LaunchTemplateVersions ?? []) {
      const { LaunchTemplateName: name, VersionNumber: number } = version;
      if (data?.ImageId !== undefined)
        found.push({ image: data.ImageId, how: `version ${number} of the launch template ${name} names it` });
    }
    next = page.NextToken;
  } while (next);
  return found;
}
