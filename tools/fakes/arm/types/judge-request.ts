import { refuse } from '../refusal';
import { getGroupId, getParentId, type ResourceId } from '../routing/resource-id';
import type { Cloud } from '../state/cloud';
import { findType, isKnownNamespace } from './known-types';
import type { ResourceType } from './resource-type';

/** Finds what the fake knows of a type, in the version that is asked for, or refuses as ARM does. */
export function judgeType(name: string, version: string, cloud: Cloud): ResourceType {
  const namespace = name.split('/')[0] ?? '';
  if (!isKnownNamespace(namespace))
    throw refuse('InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`, {
      status: 404,
    });
  if ([...cloud.unregistered].some((one) => one.toLowerCase() === namespace.toLowerCase()))
    throw refuse(
      'MissingSubscriptionRegistration',
      `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`,
      { status: 409 },
    );
  const type = findType(name);
  if (!type)
    throw refuse(
      'InvalidResourceType',
      `The resource type '${name.split('/').slice(1).join('/')}' could not be found in the namespace '${namespace}' for api version '${version}'.`,
      { status: 404 },
    );
  if (!type.versions.includes(version))
    throw refuse(
      'NoRegisteredProviderFound',
      `No registered resource provider found for location 'global' and API version '${version}' for type '${type.name.split('/').slice(1).join('/')}'. The supported api-versions are '${type.versions.join(', ')}'.`,
    );
  return type;
}

/** Refuses what is in a group that is not there, not there yet or on its way out. */
export function judgeGroup(id: ResourceId, cloud: Cloud, changes: boolean): void {
  if (id.group === '') return;
  const group = cloud.resources.find(getGroupId(id));
  if (!group?.appears.look())
    throw refuse('ResourceGroupNotFound', `Resource group '${id.group}' could not be found.`, {
      status: 404,
    });
  if (changes && group.state === 'Deleting')
    throw refuse(
      'ResourceGroupBeingDeleted',
      `The resource group '${group.name}' is in deprovisioning state and cannot perform this operation.`,
      { status: 409 },
    );
}

/** Refuses to write what is nested in something that is not there. */
export function judgeParent(id: ResourceId, cloud: Cloud): void {
  const parentId = getParentId(id);
  if (parentId === undefined) return;
  const parent = cloud.resources.find(parentId);
  if (!parent?.appears.look())
    throw refuse(
      'ParentResourceNotFound',
      `Failed to perform 'write' on resource(s) of type '${id.type.split('/').slice(1).join('/')}', because the parent resource '${parentId}' could not be found.`,
      { status: 404 },
    );
}
