import { createHash, randomUUID } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '@strata/diagnostics';
import type { HttpResponse, MachineContext } from '@strata/sdk';
import { countBytes, createActivities } from '@strata/sdk/progress';
import { problem } from '../../codes';
import { PART_SUFFIX, partKind } from '../resources';
import { checkDigest, type Expected } from './digest';

const OK = 200;

/** Downloads a file; it appears at `path` whole and checked, or not at all. */
export async function fetchFile(
  context: MachineContext,
  url: string,
  { path, expected }: { readonly path: string; readonly expected: Expected | undefined },
): Promise<void> {
  const { ports, signal } = context;
  const response = await get(context, url);
  const part = `${path}.${randomUUID()}${PART_SUFFIX}`;
  await ports.files.makeFolder(dirname(path));
  const noted = await context.resources.note(partKind, { path: part });
  try {
    const hash = createHash(expected?.algorithm ?? 'sha256');
    await receive(context, { response, part, take: (piece) => hash.update(piece), item: url });
    if (expected) checkDigest(hash, expected, url);
    signal.throwIfAborted();
    await rename(part, path);
  } finally {
    await noted.remove();
  }
}

export async function get({ ports, signal }: Pick<MachineContext, 'ports' | 'signal'>, url: string) {
  const response = await ports.http.get(url, { signal });
  if (response.status === OK) return response;
  response.body.resume();
  throw new Failure(
    problem('BLD014', {
      detail: `${url} answers ${response.status}.`,
      hint: 'Check the address; publishers move old releases to an archive.',
    }),
  );
}

interface Receiving {
  readonly response: HttpResponse;
  readonly part: string;
  readonly take: (piece: Buffer) => void;
  readonly item: string;
}

async function receive(context: MachineContext, { response, part, take, item }: Receiving): Promise<void> {
  const { ports, reporter, signal } = context;
  const length = response.headers['content-length'];
  using activity = createActivities(
    reporter,
    ports.clock,
  )({ label: 'downloading', unit: 'bytes', total: length === undefined ? undefined : Number(length), item });
  const pieces = async function* () {
    for await (const piece of countBytes(response.body as AsyncIterable<Buffer>, activity)) {
      take(piece);
      yield piece;
    }
  };
  await pipeline(pieces, ports.files.sink(part), { signal });
}
