import { posix } from 'node:path';
import { suggest } from '@strata/diagnostics';
import { reveal, type Text } from '@strata/sdk';
import type { RequestPath } from './request-path';
import type { Resource } from './resource';

/** Packer's `http_content`: texts by their path. A path may leave out the slash at its beginning. */
export function createTexts(content: Readonly<Record<string, Text>>) {
  const byPath = new Map(
    Object.entries(content).map(([path, text]) => [
      posix.normalize(`/${path}`).replace(/(?<=.)\/$/, ''),
      text,
    ]),
  );
  return ({ path }: RequestPath): Resource => {
    const text = byPath.get(path);
    if (text !== undefined)
      return { kind: 'text', name: posix.basename(path), content: Buffer.from(reveal(text)) };
    const near = suggest(path, byPath.keys());
    const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
    return { kind: 'problem', status: 404, text: `${path} not found.${hint}` };
  };
}
