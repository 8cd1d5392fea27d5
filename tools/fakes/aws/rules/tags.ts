import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { type Refusal, refuse, refuseMissing, refuseValue } from '../refusal';
import type { Tags } from '../state/resource';

const mostTags = 50;
const longestKey = 128;
const longestValue = 256;

/** The tags that a request wants for one kind of resource; `allowed` are all kinds that the action makes. */
export function readTagSpecifications(
  specifications: readonly TagSpecification[] | undefined,
  type: string,
  allowed: readonly string[] = [type],
): Tags {
  checkSpecifications(specifications ?? [], allowed);
  const wanted = specifications?.find(({ ResourceType }) => ResourceType === type);
  return addTags(new Map(), wanted?.Tags ?? []);
}

function checkSpecifications(specifications: readonly TagSpecification[], allowed: readonly string[]): void {
  const seen = new Set<string>();
  for (const { ResourceType: type, Tags: tags = [] } of specifications) {
    if (type === undefined) throw refuseSpecification('Tag specification must have a resource type');
    if (!allowed.includes(type))
      throw refuseSpecification(`'${type}' is not a valid taggable resource type for this operation.`);
    if (seen.has(type))
      throw refuseSpecification(`Tag specification resource type '${type}' occurs more than once`);
    if (tags.length === 0)
      throw refuseSpecification(`Tag specification for '${type}' must have at least one tag`);
    seen.add(type);
  }
}

function refuseSpecification(message: string): Refusal {
  return refuse('InvalidParameterValue', message);
}

/** The tags of before with those that are given. Refuses reserved, long, doubled and too many ones. */
export function addTags(before: Tags, given: readonly Tag[]): Tags {
  const seen = new Set<string>();
  for (const { Key: key, Value: value = '' } of given) {
    checkTag(key, value);
    if (seen.has(key ?? '')) throw refuse('InvalidParameterValue', `Duplicate tag key '${key}' specified.`);
    seen.add(key ?? '');
  }
  const after = new Map([...before, ...given.map(({ Key = '', Value = '' }) => [Key, Value] as const)]);
  if (after.size > mostTags)
    throw refuse('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.');
  return after;
}

function checkTag(key: string | undefined, value: string): void {
  if (key === undefined) throw refuseMissing('Tag.Key');
  if (/^aws:/i.test(key))
    throw refuse('InvalidParameterValue', `Tag keys starting with 'aws:' are reserved for internal use`);
  if (key === '' || key.length > longestKey)
    throw refuseValue('Tag.Key', key, `Must be 1 to ${longestKey} characters long.`);
  if (value.length > longestValue)
    throw refuse(
      'InvalidParameterValue',
      `Tag value exceeds the maximum length of ${longestValue} characters`,
    );
}

/** Tags as answers have them; nothing when there are none. */
export function showTags(tags: Tags): Tag[] | undefined {
  if (tags.size === 0) return undefined;
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
