import { randomUUID } from 'node:crypto';
import type { BlobLook, Blobs } from './blobs';

/** A blob of a table: what is not said of it is what most are. */
export interface TableBlob {
  /** @default 'page' */
  readonly type?: 'page' | 'block' | 'append';
  readonly content: Buffer;
  /** Said to be so large, whatever its content is. */
  readonly size?: number;
  /** Whether its URI reads by itself. @default true */
  readonly open?: boolean;
}

export interface TableBlobs extends Blobs {
  /** Puts one there. @returns its URI */
  put(name: string, blob: TableBlob): string;
}

/** Blobs without a server, for rules that only look at them. */
export function tableBlobs(): TableBlobs {
  const accountUrl = 'https://strataimages.blob.example';
  const blobs = new Map<string, TableBlob>();
  const find = (uri: string) => blobs.get(uri.split('?')[0] ?? uri);
  return {
    accountUrl,
    account: 'strataimages',
    key: Buffer.alloc(64).toString('base64'),
    put(name, blob) {
      blobs.set(`${accountUrl}/${name}`, blob);
      return `${accountUrl}/${name}`;
    },
    async look(uri, reader): Promise<BlobLook> {
      if (!uri.startsWith(`${accountUrl}/`)) return { kind: 'foreign' };
      const found = find(uri);
      if (!found) return { kind: 'absent' };
      if (reader === 'uri' && found.open === false) return { kind: 'denied' };
      return { kind: 'found', type: found.type ?? 'page', size: found.size ?? found.content.length };
    },
    async read(uri, _reader, { offset, count }) {
      return find(uri)?.content.subarray(offset, offset + count) ?? Buffer.alloc(0);
    },
    async listPages(uri) {
      return [{ offset: 0, count: find(uri)?.content.length ?? 0 }];
    },
    async write(uri, offset, content) {
      content.copy(find(uri)?.content ?? Buffer.alloc(0), offset);
    },
    async resize(uri, size) {
      const content = Buffer.alloc(size);
      find(uri)?.content.copy(content);
      blobs.set(uri, { ...find(uri), content });
    },
    async makeDisk(size) {
      const uri = `${accountUrl}/md-${randomUUID()}/abcd`;
      blobs.set(uri, { content: Buffer.alloc(size), open: false });
      return uri;
    },
    async copyDisk(source) {
      const uri = `${accountUrl}/md-${randomUUID()}/abcd`;
      blobs.set(uri, { content: Buffer.from(find(source)?.content ?? []), open: false });
      return uri;
    },
    share: async (uri, { access }) => `${uri}?sp=${access === 'Write' ? 'rw' : 'r'}&sig=x`,
    async withdraw() {},
  };
}
