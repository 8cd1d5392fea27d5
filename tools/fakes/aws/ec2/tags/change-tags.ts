import type { CreateTagsRequest, DeleteTagsRequest, Tag } from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { refuse, refuseMissing } from '../../refusal';
import { addTags } from '../../rules/tags';
import type { Resource } from '../../state/resource';
import type { Table } from '../../state/table';

const mostResources = 1000;

/** Tags all that are named, or nothing when one of them cannot be tagged. */
export const createTags: Action<CreateTagsRequest, object> = (call) => {
  const { Resources: ids = [], Tags: tags = [] } = call.input;
  if (tags.length === 0) throw refuseMissing('Tag');
  const changed = findResources(call, ids).map((resource) => ({
    resource,
    tags: addTags(resource.tags, tags),
  }));
  for (const { resource, tags } of changed) replaceTags(resource, tags);
  return {};
};

/** Removes tags by key, where a value is given only those that have it, and all of them when none is named. */
export const deleteTags: Action<DeleteTagsRequest, object> = (call) => {
  const { Resources: ids = [], Tags: tags } = call.input;
  for (const resource of findResources(call, ids)) {
    const left = [...resource.tags].filter(([key, value]) => tags !== undefined && !names(tags, key, value));
    replaceTags(resource, new Map(left));
  }
  return {};
};

function names(tags: readonly Tag[], key: string, value: string): boolean {
  return tags.some(({ Key, Value }) => Key === key && (Value === undefined || Value === value));
}

function replaceTags(resource: Resource, tags: ReadonlyMap<string, string>): void {
  resource.tags.clear();
  for (const [key, value] of tags) resource.tags.set(key, value);
}

function findResources({ region, account }: Call<object>, ids: readonly string[]): readonly Resource[] {
  if (ids.length === 0) throw refuseMissing('ResourceId');
  if (ids.length > mostResources)
    throw refuse('InvalidParameterValue', `At most ${mostResources} resources can be tagged in one request`);
  return ids.map((id) => {
    const resource = findTable(region.tables, id).get(id);
    if (resource.owner !== account)
      throw refuse('UnauthorizedOperation', 'You are not authorized to perform this operation.', {
        status: 403,
      });
    return resource;
  });
}

function findTable(tables: readonly Table<Resource>[], id: string): Table<Resource> {
  const prefix = id.slice(0, id.lastIndexOf('-'));
  const table = tables.find(({ kind }) => kind.prefix === prefix);
  if (!table) throw refuse('InvalidID', `The ID '${id}' is not valid`);
  return table;
}
