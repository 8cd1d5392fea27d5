import { findImageStanding, openAwsSession } from '@strata/target-aws/publish';
import { readDestinations } from '../settings/destinations-file';
import type { StandingSource } from '../standing';
import { formatImageArn, parseImageArn } from './reference';
import { type AwsSettings, readAwsSettings } from './settings';

/** A region tells whether machines can be started from an AMI, and which one the channels of its destination hold now. */
export const awsStanding: StandingSource = {
  fits: ({ reference }) => parseImageArn(reference) !== undefined,
  ask: async ({ ports, signal, secrets, root }, { name, reference }) => {
    const image = parseImageArn(reference);
    if (!image) throw new Error(`${reference} is no image of AWS`);
    const { region, id } = image;
    const [destination = ''] = name.split(' ');
    const written = (await readDestinations(ports.files, root)).get(destination);
    // A destination that the workspace does not have any more has no channels to ask for, and the usual login.
    const settings: AwsSettings | undefined = written?.kind === 'aws' ? readAwsSettings(written) : undefined;
    const session = await openAwsSession({ ...settings?.login, region }, { ports, signal, secrets });
    try {
      const aws = { session, clock: ports.clock, signal };
      const channels = settings?.destination.channels ?? [];
      const { isThere, replacedBy = id } = await findImageStanding(aws, { region, id, channels });
      return { isThere, now: replacedBy === 'nothing' ? undefined : formatImageArn(region, replacedBy) };
    } finally {
      session.close();
    }
  },
};
