import type { ServerResponse } from 'node:http';
import { type Asked, getDigest, getRepository, type Repositories, type Repository, refuse } from './model';

/** HEAD, GET and PUT of manifests, DELETE of tags. One that names what is not there is refused. */
export function answerManifest(
  repositories: Repositories,
  asked: Asked,
  response: ServerResponse,
): ServerResponse {
  const [, name = '', version = ''] = /^\/v2\/(.+)\/manifests\/([^/]+)$/.exec(asked.url.pathname) ?? [];
  if (asked.method === 'PUT') return putManifest(getRepository(repositories, name), version, asked, response);
  if (asked.method === 'DELETE') return removeTag(repositories.get(name), version, response);
  return giveManifest(repositories.get(name), version, asked, response);
}

function giveManifest(
  repository: Repository | undefined,
  version: string,
  { method, headers }: Asked,
  response: ServerResponse,
): ServerResponse {
  const digest = repository?.tags.get(version) ?? version;
  const found = repository?.manifests.get(digest);
  if (!repository) return refuse(response, 404, 'NAME_UNKNOWN');
  if (!found || !headers.accept?.includes(found.mediaType)) return refuse(response, 404, 'MANIFEST_UNKNOWN');
  response.writeHead(200, {
    'content-type': found.mediaType,
    'content-length': found.bytes.length,
    'docker-content-digest': digest,
  });
  return response.end(method === 'HEAD' ? undefined : found.bytes);
}

function removeTag(
  repository: Repository | undefined,
  tag: string,
  response: ServerResponse,
): ServerResponse {
  if (!repository?.tags.delete(tag)) return refuse(response, 404, 'MANIFEST_UNKNOWN');
  return response.writeHead(202).end();
}

function putManifest(
  repository: Repository,
  version: string,
  { headers, body }: Asked,
  response: ServerResponse,
): ServerResponse {
  const digest = getDigest(body);
  const { mediaType, config, layers } = JSON.parse(body.toString());
  if (version.includes(':') && version !== digest) return refuse(response, 400, 'DIGEST_INVALID');
  if (mediaType !== headers['content-type']) return refuse(response, 400, 'MANIFEST_INVALID');
  for (const { digest: named, size } of [config, ...layers])
    if (repository.blobs.get(named)?.length !== size) return refuse(response, 400, 'MANIFEST_BLOB_UNKNOWN');
  repository.manifests.set(digest, { mediaType, bytes: body });
  if (!version.includes(':')) repository.tags.set(version, digest);
  return response.writeHead(201, { 'docker-content-digest': digest, location: `/v2/${digest}` }).end();
}
