import type { Files, ImageFacts } from '@strata/sdk';
import { readVerdict } from '../../gate/verdict/read-verdict';
import { verdictPath } from '../../gate/verdict/verdict';
import type { MachineListening } from '../difference';

/** A built image, and where its verdicts lie. */
export interface TestedBuild {
  readonly directory: string;
  readonly build: string;
  readonly image: Pick<ImageFacts, 'layers'>;
}

/** Where an image listened in the machine of its tests; undefined when it was not tested as it is now. */
export async function readMachineSockets(
  files: Files,
  { directory, build, image }: TestedBuild,
): Promise<readonly string[] | undefined> {
  const { value } = await readVerdict(files, verdictPath(directory, build, 'machine'), 'machine');
  const tested = JSON.stringify(value?.layers);
  return tested === JSON.stringify(image.layers.map(({ diffId }) => diffId)) ? value?.sockets : undefined;
}

/** What came or went; undefined unless both were looked at. */
export function compareMachines(
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): readonly MachineListening[] | undefined {
  if (!before || !after) return undefined;
  const changes: readonly MachineListening[] = [
    ...before
      .filter((socket) => !after.includes(socket))
      .map((socket) => ({ kind: 'removed', socket }) as const),
    ...after
      .filter((socket) => !before.includes(socket))
      .map((socket) => ({ kind: 'added', socket }) as const),
  ];
  return [...changes].sort((a, b) => (a.socket < b.socket ? -1 : 1));
}
