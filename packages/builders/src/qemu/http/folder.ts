import { readdir, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { getErrorCode } from '@strata/sdk';
import type { RequestPath } from './request-path';
import { notFound, type Resource } from './resource';

const INDEX = 'index.html';

/**
 * What a folder has at a path, in the manner of Go's file server, which Packer's is: links are followed wherever they
 * lead, a folder shows its `index.html` or else its names, and each thing has one spelling, to which the others lead.
 */
export async function findInFolder(folder: string, { path, asFolder }: RequestPath): Promise<Resource> {
  if (sep !== '/' && path.includes(sep)) return notFound;
  if (basename(path) === INDEX && !asFolder) return { kind: 'redirect', to: './' };
  try {
    return await look(join(folder, path), path, asFolder);
  } catch (error) {
    return getProblem(error);
  }
}

async function look(file: string, path: string, asFolder: boolean): Promise<Resource> {
  const found = await stat(file);
  const name = encodeURIComponent(basename(path));
  if (!found.isDirectory()) {
    if (asFolder) return { kind: 'redirect', to: `../${name}` };
    return getFile(file, found);
  }
  if (!asFolder) return { kind: 'redirect', to: `${name}/` };
  const index = join(file, INDEX);
  const page = await stat(index).catch(() => undefined);
  return page ? getFile(index, page) : listNames(file);
}

function getFile(
  path: string,
  found: { isFile(): boolean; readonly size: number; readonly mtimeMs: number },
): Resource {
  // A pipe or a device would be read for ever.
  if (!found.isFile()) return notFound;
  return { kind: 'file', name: basename(path), path, size: found.size, modified: found.mtimeMs };
}

async function listNames(path: string): Promise<Resource> {
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
  const lines = names.map((name) => `<a href="${getLink(name)}">${escapeText(name)}</a>\n`);
  const page = `<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n${lines.join('')}</pre>\n`;
  return { kind: 'text', name: INDEX, content: Buffer.from(page) };
}

/** A name with a colon would be taken for a scheme without the dot in front. */
function getLink(name: string): string {
  const link = name.split('/').map(encodeURIComponent).join('/');
  return name.includes(':') ? `./${link}` : link;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

function getProblem(error: unknown): Resource {
  const code = getErrorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return notFound;
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'problem', status: 403, text: '403 Forbidden' };
  return { kind: 'problem', status: 500, text: '500 Internal Server Error' };
}
