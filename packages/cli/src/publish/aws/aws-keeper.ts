import type { AwsKeepRequest } from '@strata/target-aws/keep';
import type { KeepContext, Keeper, Keeping, KeepSubject } from '../keeper';
import type { WrittenDestination } from '../settings/destinations-file';
import { parseImageArn } from './reference';
import { type AwsSettings, readAwsSettings } from './settings';

/** Looks after the AMIs of a destination, when its settings have rules for that. */
export function openAwsKeeper(
  written: WrittenDestination,
  all: readonly WrittenDestination[],
): Keeper | undefined {
  const settings = readAwsSettings(written);
  if (!settings.keep) return undefined;
  const rules = settings.keep;
  const channels = all.filter(({ kind }) => kind === written.kind).flatMap(getChannels);
  let close = () => {};
  return {
    name: written.name,
    prepare: async (context, subject) => {
      const opened = await open(context, settings);
      close = opened.close;
      return opened.prepare({ rules, channels: [...new Set(channels)] }, subject);
    },
    close: () => close(),
  };
}

function getChannels(written: WrittenDestination): readonly string[] {
  const { destination, promotions } = readAwsSettings(written);
  return [...destination.channels, ...promotions];
}

async function open(context: KeepContext, { login, destination }: AwsSettings) {
  const { ports, signal, secrets, publications } = context;
  const [{ openAwsSession }, { openKeepLog, prepareKeeping }] = await Promise.all([
    import('@strata/target-aws/publish'),
    import('@strata/target-aws/keep'),
  ]);
  const session = await openAwsSession(login, { ports, signal, secrets });
  const log = openKeepLog(ports, { folder: publications, destination: destination.name });
  const prepare = async (
    own: Pick<AwsKeepRequest, 'rules' | 'channels'>,
    { images, published }: KeepSubject,
  ): Promise<Keeping> => {
    const request = { ...own, destination, log, images, published: toNames(published) };
    const { decisions, snapshots, apply } = await prepareKeeping(
      { session, clock: ports.clock, signal },
      request,
    );
    return {
      decisions,
      parts: [],
      leftovers: snapshots.map(({ region, id, image }) => ({
        place: region,
        id,
        name: `snapshot of ${image}`,
      })),
      apply: async function* () {
        // Two at a time would do the same.
        await using _ = await ports.files.hold(log.path, signal);
        for await (const { region, ...outcome } of apply()) yield { place: region, ...outcome };
      },
    };
  };
  return { prepare, close: () => session.close() };
}

export function toNames(published: KeepSubject['published']): ReadonlySet<string> {
  const images = published.flatMap(({ reference }) => parseImageArn(reference) ?? []);
  return new Set(images.map(({ region, id }) => `${region} ${id}`));
}
