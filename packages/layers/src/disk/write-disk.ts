import { rm } from 'node:fs/promises';
import { placeOutput } from '../oci/output';
import { getTemporaryPath } from '../store/json-file';
import type { Store } from '../store/store';
import { type ConvertRequest, convertDisk } from './formats';
import { turnIntoVhd } from './formats/vhd/write';
import { type DiskFacts, type DiskRequest, makeDisk } from './image';

/** A built image that is to be written as a disk. */
export interface WriteDiskRequest
  extends DiskRequest,
    Pick<ConvertRequest, 'format' | 'name' | 'machine' | 'qcow2'> {}

/**
 * Makes the disk of an image and writes it in any format. What was at the output before stays until the new one is whole;
 * the raw disk between is beside the layers, where `sweep` finds it when somebody is killed.
 *
 * @throws Failure as `makeDisk` and `convertDisk` do
 */
export async function writeDisk(
  store: Store,
  { format, name, machine, qcow2, ...request }: WriteDiskRequest,
): Promise<DiskFacts> {
  if (format === 'raw') return makeDisk(store, request);
  if (format === 'vhd') return makeVhd(store, request);
  const { output, signal, startActivity } = request;
  const input = getTemporaryPath(store.context, 'disk');
  try {
    const facts = await makeDisk(store, { ...request, output: input });
    const conversion = {
      ...(signal && { signal }),
      ...(startActivity && { startActivity }),
      ...(machine && { machine }),
      ...(qcow2 && { qcow2 }),
      contentKey: facts.id,
      searchPath: store.context.searchPath,
    };
    await placeOutput(store.context, output, (path) =>
      convertDisk({ format, name, input, output: path, ...conversion }),
    );
    return facts;
  } finally {
    await rm(input, { force: true });
  }
}

/** The disk itself is what a fixed VHD is, up to its footer, and so is written once. */
async function makeVhd(store: Store, request: DiskRequest): Promise<DiskFacts> {
  let facts: DiskFacts | undefined;
  await placeOutput(store.context, request.output, async (output) => {
    facts = await makeDisk(store, { ...request, output });
    await turnIntoVhd(output, facts.id);
  });
  if (!facts) throw new Error('an output was placed that nobody made');
  return facts;
}
