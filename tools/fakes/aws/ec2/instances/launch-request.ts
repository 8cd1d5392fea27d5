import type {
  RequestLaunchTemplateData,
  RunInstancesRequest,
  Tag,
  TagSpecification,
} from '@aws-sdk/client-ec2';

/** What machines are to be like: a request, with what its launch template says. */
export type LaunchRequest = Omit<
  RunInstancesRequest,
  'LaunchTemplate' | 'DryRun' | 'MinCount' | 'MaxCount' | 'ClientToken'
>;

/** The request goes before its template; disks go together by device, and tags by key. */
export function mergeLaunch(
  template: RequestLaunchTemplateData | undefined,
  request: LaunchRequest,
): LaunchRequest {
  if (!template) return request;
  const { LicenseSpecifications: _, ...data } = template;
  // The data of a template have the form of a request: the SDK writes the same members twice.
  const base = data as LaunchRequest;
  const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  const mappings = new Map(
    [...(base.BlockDeviceMappings ?? []), ...(request.BlockDeviceMappings ?? [])].map((mapping) => [
      mapping.DeviceName,
      mapping,
    ]),
  );
  return {
    ...base,
    ...given,
    ...(mappings.size > 0 && { BlockDeviceMappings: [...mappings.values()] }),
    TagSpecifications: mergeTags(base.TagSpecifications ?? [], request.TagSpecifications ?? []),
  };
}

function mergeTags(
  base: readonly TagSpecification[],
  given: readonly TagSpecification[],
): TagSpecification[] | undefined {
  if (base.length + given.length === 0) return undefined;
  const types = new Set([...base, ...given].map(({ ResourceType }) => ResourceType));
  return [...types].map((type) => {
    const tags = [...base, ...given]
      .filter(({ ResourceType }) => ResourceType === type)
      .flatMap(({ Tags = [] }) => Tags);
    const byKey = new Map<string | undefined, Tag>(tags.map((tag) => [tag.Key, tag]));
    return { ResourceType: type, Tags: [...byKey.values()] };
  });
}
