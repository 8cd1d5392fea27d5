import type { JsonObject } from '../json';
import type { Cloud } from '../state/cloud';
import type { Resource } from '../state/resource';
import type { ResourceType } from './resource-type';

const noQuery = new URLSearchParams();

/** A resource as ARM shows it. */
export function showResource(
  resource: Resource,
  type: ResourceType,
  { cloud, query = noQuery }: { readonly cloud: Cloud; readonly query?: URLSearchParams },
): JsonObject {
  const { id, name, envelope, state } = resource;
  const properties = type.show ? type.show(resource, cloud, query) : resource.properties;
  return {
    id,
    name,
    type: resource.type,
    ...envelope,
    ...(type.name.startsWith('Microsoft.Network/') && { etag: resource.etag }),
    properties: { ...properties, provisioningState: state },
  };
}
