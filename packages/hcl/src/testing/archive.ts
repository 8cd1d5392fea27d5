import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const block = 512;

/** The regular files of a `.tar.gz`, by path; long names of GNU and pax headers are understood. */
export function readTarGz(path: string): ReadonlyMap<string, Buffer> {
  const tar = gunzipSync(readFileSync(path));
  const files = new Map<string, Buffer>();
  let longName: string | undefined;
  for (let at = 0; at + block <= tar.length && tar[at] !== 0; ) {
    const header = tar.subarray(at, at + block);
    const size = Number.parseInt(text(header, 124, 12), 8) || 0;
    const content = tar.subarray(at + block, at + block + size);
    const type = String.fromCharCode(header[156] as number);
    if (type === 'L') longName = content.toString().replace(/\0+$/, '');
    else if (type === 'x') longName = /\d+ path=(.*)\n/.exec(content.toString())?.[1] ?? longName;
    else {
      if (type === '0' || type === '\0')
        files.set((longName ?? nameOf(header)).replace(/^\.\//, ''), content);
      longName = undefined;
    }
    at += block + Math.ceil(size / block) * block;
  }
  return files;
}

function text(header: Buffer, start: number, length: number): string {
  const part = header.subarray(start, start + length);
  const end = part.indexOf(0);
  return part.subarray(0, end < 0 ? length : end).toString();
}

function nameOf(header: Buffer): string {
  const prefix = text(header, 345, 155);
  const name = text(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}
