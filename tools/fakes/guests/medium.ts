import { writeCd } from '../../../packages/builders/src/qemu/media/cd/write';
import { createNodePorts } from '../../../packages/sdk/src/node';
import { createRecordingReporter } from '../../../packages/sdk/src/testing';
import type { GuestMedium } from './machine-wish';

/** Writes the CD of a machine. @param target its path, in a folder that is there */
export async function writeMedium({ label, files }: GuestMedium, target: string): Promise<void> {
  const context = {
    ports: createNodePorts(),
    reporter: createRecordingReporter(),
    signal: new AbortController().signal,
    baseDirectory: '/',
  };
  await writeCd(context, { content: files, label, target });
}
