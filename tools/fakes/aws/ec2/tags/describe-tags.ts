import type { DescribeTagsRequest, DescribeTagsResult, ResourceType } from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse } from '../../refusal';
import { toPattern } from '../../rules/filters';
import { takePage } from '../../rules/pages';

const pageLimits = { least: 5, most: 1000 };

/** Every tag of every resource of the account, filtered by key, value, resource and kind. */
export const describeTags: Action<DescribeTagsRequest, DescribeTagsResult> = ({ region, account, input }) => {
  const own = region.tables.flatMap((table) =>
    table
      .list()
      .flatMap(({ id, owner, tags }) =>
        owner === account
          ? [...tags].map(([Key, Value]) => ({ Key, Value, ResourceId: id, ResourceType: table.kind.type }))
          : [],
      ),
  );
  const kept = own.filter((tag) =>
    (input.Filters ?? []).every(({ Name = '', Values = [] }) => {
      const value = readFilter(Name, tag);
      return Values.some((text) => value !== undefined && toPattern(text).test(value));
    }),
  );
  const { items, nextToken } = takePage(kept, input, pageLimits);
  return { Tags: [...items], NextToken: nextToken };
};

interface DescribedTag {
  readonly Key: string;
  readonly Value: string;
  readonly ResourceId: string;
  readonly ResourceType: ResourceType;
}

function readFilter(name: string, tag: DescribedTag): string | undefined {
  if (name === 'key') return tag.Key;
  if (name === 'value') return tag.Value;
  if (name === 'resource-id') return tag.ResourceId;
  if (name === 'resource-type') return tag.ResourceType;
  if (name.startsWith('tag:')) return tag.Key === name.slice('tag:'.length) ? tag.Value : undefined;
  throw refuse('InvalidParameterValue', `The filter '${name}' is invalid`);
}
