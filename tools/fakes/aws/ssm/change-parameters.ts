import type {
  AddTagsToResourceRequest,
  DeleteParameterRequest,
  DeleteParametersRequest,
  DeleteParametersResult,
  ListTagsForResourceRequest,
  ListTagsForResourceResult,
} from '@aws-sdk/client-ssm';
import type { Action, Call } from '../action';
import { Refusal, refuse } from '../refusal';
import { addTags } from '../rules/tags';
import { findRecord, refuseNotFound } from './find-parameter';
import type { ParameterRecord } from './record';

export const deleteParameter: Action<DeleteParameterRequest, object> = (call) => {
  if (!remove(call, call.input.Name ?? '')) throw refuseNotFound();
  return {};
};

export const deleteParameters: Action<DeleteParametersRequest, DeleteParametersResult> = (call) => {
  const names = call.input.Names ?? [];
  const deleted = names.filter((name) => remove(call, name));
  return { DeletedParameters: deleted, InvalidParameters: names.filter((name) => !deleted.includes(name)) };
};

function remove({ region, account }: Call<object>, name: string): boolean {
  return region.parameters.delete(`${account}/${name}`);
}

export const addTagsToResource: Action<AddTagsToResourceRequest, object> = (call) => {
  const { tags } = findTagged(call);
  const after = addInOwnWords(tags, call.input);
  for (const [key, value] of after) tags.set(key, value);
  return {};
};

export const listTagsForResource: Action<ListTagsForResourceRequest, ListTagsForResourceResult> = (call) => {
  const { tags } = findTagged(call);
  return { TagList: [...tags].map(([Key, Value]) => ({ Key, Value })) };
};

function findTagged(call: Call<ListTagsForResourceRequest>): ParameterRecord {
  const { ResourceType: type, ResourceId: id = '' } = call.input;
  if (type !== 'Parameter')
    throw refuse('InvalidResourceType', `The fake has parameters alone, and no ${type}.`);
  const record = findRecord(call, id);
  if (!record || id.startsWith('/aws/')) throw refuse('InvalidResourceId', '');
  return record;
}

function addInOwnWords(tags: Map<string, string>, { Tags = [] }: AddTagsToResourceRequest) {
  try {
    return addTags(tags, Tags);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw error.code === 'TagLimitExceeded'
      ? refuse('TooManyTagsError', '')
      : refuse('ValidationException', error.message);
  }
}
