import type { Artifact } from '@strata/sdk';
import type { Work } from '../../machine/work';
import { callAws } from '../../publish/call';
import { ignoreAbsent } from '../../resources/ignore-absent';
import { openReach } from '../../resources/reach';

/** Packer's own word, which scripts look for. */
const BUILDER_ID = 'mitchellh.amazon.ebsvolume';

export interface MadeVolumes {
  readonly volumes: readonly string[];
  readonly snapshots: readonly string[];
}

/** The volumes of a build, in Packer's words. */
export function createVolumeArtifact(work: Work, made: MadeVolumes): Artifact {
  const ids = [...made.volumes, ...made.snapshots].map((id) => `${work.region}:${id}`).sort();
  return {
    builderId: BUILDER_ID,
    id: ids.join(','),
    files: [],
    description: `EBS Volumes were created:\n\n${ids.join('\n')}`,
    remove: () => removeAll(work, made),
  };
}

async function removeAll({ context, reach }: Work, { volumes, snapshots }: MadeVolumes): Promise<void> {
  const { signal } = new AbortController();
  const { clock } = context.ports;
  const { region } = reach;
  const ec2 = (await openReach({ ...context, signal }, reach)).ec2(region);
  for (const id of volumes) {
    const call = { action: 'DeleteVolume', region, what: id };
    await ignoreAbsent(callAws({ clock, signal }, call, (o) => ec2.deleteVolume({ VolumeId: id }, o)));
  }
  for (const id of snapshots) {
    const call = { action: 'DeleteSnapshot', region, what: id };
    await ignoreAbsent(callAws({ clock, signal }, call, (o) => ec2.deleteSnapshot({ SnapshotId: id }, o)));
  }
}
