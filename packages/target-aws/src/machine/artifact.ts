import type { Artifact } from '@strata/sdk';
import { callAws } from '../publish/call';
import { ignoreAbsent } from '../resources/ignore-absent';
import { openReach } from '../resources/reach';
import type { MadeImage } from './made-image';
import type { AwsWork } from './work';

/** The images of a build, in Packer's words, which scripts look for. */
export function createArtifact(work: AwsWork, builderId: string, images: readonly MadeImage[]): Artifact {
  const join = (separator: string) => images.map(({ region, id }) => `${region}${separator}${id}`).sort();
  return {
    builderId,
    id: join(':').join(','),
    files: [],
    description: `AMIs were created:\n${join(': ').join('\n')}\n`,
    remove: () => removeImages(work, images),
  };
}

/** Packer's Destroy. The build is over by then, so that its own login may be, too. */
async function removeImages({ context, reach }: AwsWork, images: readonly MadeImage[]): Promise<void> {
  const { signal } = new AbortController();
  const { clock } = context.ports;
  for (const { region, id } of images) {
    const session = await openReach({ ...context, signal }, { ...reach, region });
    const call = { action: 'DeregisterImage', region, what: id };
    const removal = callAws({ clock, signal }, call, (o) =>
      session.ec2(region).deregisterImage({ ImageId: id, DeleteAssociatedSnapshots: true }, o),
    );
    await ignoreAbsent(removal);
  }
}
