import { dirname, resolve } from 'node:path';
import type { Artifact } from '@strata/sdk';
import type { Work } from './builder';

/** Writes the container's files to a tar archive. */
export async function exportContainer({ context, engine, name }: Work, path: string): Promise<Artifact> {
  const target = resolve(context.baseDirectory, path);
  context.reporter.say(`Exporting the container to ${path}`);
  await context.ports.files.makeFolder(dirname(target));
  try {
    await engine.mustRun(['export', '--output', target, name]);
  } catch (error) {
    // A half archive would be taken for a whole one.
    await context.ports.files.remove(target);
    throw error;
  }
  return {
    builderId: 'packer.docker',
    id: 'Container',
    files: [path],
    description: `Exported Docker file: ${path}`,
  };
}
