import type { ServerResponse } from 'node:http';
import { type Asked, getDigest, getRepository, type Repositories, refuse } from './model';

interface Upload {
  readonly repository: string;
  bytes: Buffer;
  /** Changes with each answer: only the last address that was given is good. */
  state: number;
}

export type Uploads = Map<string, Upload>;

interface Kept {
  readonly repositories: Repositories;
  readonly uploads: Uploads;
  readonly host: string;
}

let serial = 0;

/** Blobs, and uploads of them. */
export function answerUpload(kept: Kept, asked: Asked, response: ServerResponse): ServerResponse {
  const { pathname, searchParams } = asked.url;
  const [, name = '', rest = ''] = /^\/v2\/(.+)\/blobs\/(.+)$/.exec(pathname) ?? [];
  if (rest === 'uploads/') return begin(kept, { ...asked, name }, response);
  if (!rest.startsWith('uploads/')) return giveBlob(kept, { ...asked, name, digest: rest }, response);
  const id = rest.slice('uploads/'.length);
  const upload = kept.uploads.get(id);
  if (!upload || upload.repository !== name) return refuse(response, 404, 'BLOB_UPLOAD_UNKNOWN');
  // A look at an upload may use an older address: its answer may be what was lost.
  if (asked.method !== 'GET' && Number(searchParams.get('_state')) !== upload.state)
    return refuse(response, 400, 'BLOB_UPLOAD_INVALID');
  if (asked.method === 'GET') return tell(kept, { id, status: 204 }, response);
  if (!takeBytes(upload, asked)) return refuse(response, 416, 'BLOB_UPLOAD_INVALID');
  if (asked.isCut) return response.destroy();
  if (asked.method === 'PATCH') return tell(kept, { id, status: 202 }, response);
  return end(kept, { id, digest: searchParams.get('digest') ?? '' }, response);
}

function begin(
  kept: Kept,
  { name, url, method }: Asked & { readonly name: string },
  response: ServerResponse,
) {
  if (method !== 'POST') return refuse(response, 405, 'UNSUPPORTED');
  const digest = url.searchParams.get('mount') ?? '';
  const mounted = kept.repositories.get(url.searchParams.get('from') ?? '')?.blobs.get(digest);
  if (mounted) {
    getRepository(kept.repositories, name).blobs.set(digest, mounted);
    return response.writeHead(201, { location: `/v2/${name}/blobs/${digest}` }).end();
  }
  serial += 1;
  kept.uploads.set(String(serial), { repository: name, bytes: Buffer.alloc(0), state: 0 });
  return tell(kept, { id: String(serial), status: 202 }, response);
}

/** Bytes go to the end of what is there, and a range has to say exactly that. */
function takeBytes(upload: Upload, { headers, body, isCut }: Asked): boolean {
  const range = headers['content-range'];
  if (range !== undefined) {
    const [, from, to] = /^(\d+)-(\d+)$/.exec(range) ?? [];
    const length = Number(to) - Number(from) + 1;
    if (Number(from) !== upload.bytes.length || (!isCut && length !== body.length)) return false;
  }
  upload.bytes = Buffer.concat([upload.bytes, body]);
  return true;
}

function tell(
  { uploads, host }: Kept,
  { id, status }: { readonly id: string; readonly status: number },
  response: ServerResponse,
): ServerResponse {
  const upload = uploads.get(id) as Upload;
  upload.state += 1;
  return response
    .writeHead(status, {
      location: `http://${host}/v2/${upload.repository}/blobs/uploads/${id}?_state=${upload.state}`,
      range: `0-${Math.max(0, upload.bytes.length - 1)}`,
    })
    .end();
}

function end(
  { uploads, repositories }: Kept,
  { id, digest }: { readonly id: string; readonly digest: string },
  response: ServerResponse,
): ServerResponse {
  const { bytes, repository } = uploads.get(id) as Upload;
  uploads.delete(id);
  if (getDigest(bytes) !== digest) return refuse(response, 400, 'DIGEST_INVALID');
  getRepository(repositories, repository).blobs.set(digest, bytes);
  return response.writeHead(201, { location: `/v2/${repository}/blobs/${digest}` }).end();
}

function giveBlob(
  { repositories }: Kept,
  { name, digest, method }: Asked & { readonly name: string; readonly digest: string },
  response: ServerResponse,
): ServerResponse {
  const bytes = repositories.get(name)?.blobs.get(digest);
  if (!bytes) return refuse(response, 404, 'BLOB_UNKNOWN');
  response.writeHead(200, { 'content-length': bytes.length, 'docker-content-digest': digest });
  return response.end(method === 'HEAD' ? undefined : bytes);
}
