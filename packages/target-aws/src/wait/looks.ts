import type { EC2, Image, Instance, Snapshot, Volume } from '@aws-sdk/client-ec2';
import type { AwsSession } from '../client/session';
import { type Batch, createBatchedLook } from './batch';
import type { WaitContext } from './wait-for';

type Look<T> = (region: string, id: string) => Promise<T | undefined>;

/** Looks at things by their ids; all that look at a time in a region share a request. */
export interface AwsLooks {
  readonly image: Look<Image>;
  readonly snapshot: Look<Snapshot>;
  readonly instance: Look<Instance>;
  readonly volume: Look<Volume>;
}

/** One for a whole command, so that its builds share requests. */
export function createLooks(context: WaitContext, session: Pick<AwsSession, 'ec2'>): AwsLooks {
  const options = { abortSignal: context.signal };
  const perRegion = <T>(make: (ec2: EC2) => Batch<T>): Look<T> => {
    const looks = new Map<string, (id: string) => Promise<T | undefined>>();
    return (region, id) => {
      const look = looks.get(region) ?? createBatchedLook(context, make(session.ec2(region)));
      looks.set(region, look);
      return look(id);
    };
  };
  return {
    image: perRegion((ec2) => ({
      getId: ({ ImageId: id }) => id,
      describe: async (ids) => {
        const Filters = [{ Name: 'image-id', Values: [...ids] }];
        const { Images = [] } = await ec2.describeImages(
          { Filters, Owners: ['self'], IncludeDeprecated: true, IncludeDisabled: true },
          options,
        );
        return Images;
      },
    })),
    snapshot: perRegion((ec2) => ({
      getId: ({ SnapshotId: id }) => id,
      describe: async (ids) => {
        const Filters = [{ Name: 'snapshot-id', Values: [...ids] }];
        const { Snapshots = [] } = await ec2.describeSnapshots({ Filters, OwnerIds: ['self'] }, options);
        return Snapshots;
      },
    })),
    instance: perRegion((ec2) => ({
      getId: ({ InstanceId: id }) => id,
      describe: async (ids) => {
        const Filters = [{ Name: 'instance-id', Values: [...ids] }];
        const { Reservations = [] } = await ec2.describeInstances({ Filters }, options);
        return Reservations.flatMap(({ Instances = [] }) => Instances);
      },
    })),
    volume: perRegion((ec2) => ({
      getId: ({ VolumeId: id }) => id,
      describe: async (ids) => {
        const Filters = [{ Name: 'volume-id', Values: [...ids] }];
        const { Volumes = [] } = await ec2.describeVolumes({ Filters }, options);
        return Volumes;
      },
    })),
  };
}
