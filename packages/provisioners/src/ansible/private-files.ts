import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProvisionContext } from '@strata/sdk';

/** Files of one run that only the user of this machine may read. */
export interface PrivateFiles extends AsyncDisposable {
  /** Absolute. */
  readonly folder: string;
  /** Writes a file that is removed with the rest, and gives its path. */
  write(name: string, content: string): Promise<string>;
}

const OWNER_READS = 0o600;
const OWNER_ENTERS = 0o700;

export async function createPrivateFiles({
  ports: { files },
  scratch,
}: Pick<ProvisionContext, 'ports' | 'scratch'>): Promise<PrivateFiles> {
  const folder = join(scratch, `ansible-${randomUUID()}`);
  const written: string[] = [];
  await files.makeFolder(folder, OWNER_ENTERS);
  return {
    folder,
    async write(name, content) {
      const path = join(folder, name);
      written.push(path);
      await files.write(path, content, OWNER_READS);
      return path;
    },
    async [Symbol.asyncDispose]() {
      for (const path of written) await files.remove(path);
      // Programs that were ended in the middle leave files there too.
      await rm(folder, { recursive: true, force: true });
    },
  };
}
