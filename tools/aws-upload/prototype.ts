import { setMaxListeners } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compileFunction } from 'node:vm';
import { EBSClient } from '@aws-sdk/client-ebs';
import { transformSync } from '@swc/core';
import { workspaceRoot } from '../sources/files';
import type { Uploader } from './upload';

const source = resolve(workspaceRoot, '../shared/prototypes/aws/ebsupload.ts');

/** What the prototype gives others. */
interface Prototype {
  uploadSnapshot(
    client: EBSClient,
    path: string,
    options: {
      readonly abortSignal: AbortSignal;
      /** Waits so many milliseconds before it tries again. */
      readonly delay: (milliseconds: number) => Promise<void>;
    },
  ): Promise<unknown>;
}

/** The prototype of the upload; undefined where it does not lie beside the repository. */
export function findPrototype(): Uploader | undefined {
  if (!existsSync(source)) return undefined;
  const { uploadSnapshot } = load();
  return {
    name: 'the prototype',
    upload: async ({ cloud: { fake }, region, path, signal }) => {
      const { accessKeyId, secretAccessKey } = fake.key;
      const credentials = { accessKeyId, secretAccessKey };
      // It listens once for each request.
      setMaxListeners(0, signal);
      const client = new EBSClient({ endpoint: fake.endpoint, region, credentials });
      try {
        const delay = (milliseconds: number) => sleep(milliseconds, undefined, { signal });
        await uploadSnapshot(client, path, { abortSignal: signal, delay });
      } finally {
        client.destroy();
      }
    },
  };
}

/** It has no packages of its own: it takes the repository's. */
function load(): Prototype {
  const { code } = transformSync(readFileSync(source, 'utf8'), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
    swcrc: false,
  });
  const found: Partial<Prototype> = {};
  compileFunction(code, ['exports', 'require'])(found, createRequire(join(workspaceRoot, 'package.json')));
  const { uploadSnapshot } = found;
  if (!uploadSnapshot) throw new Error(`${source} uploads nothing.`);
  return { uploadSnapshot };
}
