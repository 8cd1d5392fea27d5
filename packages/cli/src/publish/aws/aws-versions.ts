import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { WrittenDestination } from '../settings/destinations-file';
import type { VersionKeeper, VersionWish } from '../version-keeper';
import { toNames } from './aws-keeper';
import { type AwsSettings, readAwsSettings } from './settings';

/** Moves channels to versions of AMIs, and deprecates those. */
export function openAwsVersions(written: WrittenDestination): VersionKeeper {
  const settings = readAwsSettings(written);
  const { destination, login } = settings;
  let close = () => {};
  return {
    name: written.name,
    prepare: async ({ ports, signal, secrets }, { image, version, published }, wish) => {
      const act = chooseAct(settings, wish);
      const [{ openAwsSession }, versions] = await Promise.all([
        import('@strata/target-aws/publish'),
        import('@strata/target-aws/keep'),
      ]);
      const session = await openAwsSession(login, { ports, signal, secrets });
      close = () => session.close();
      const context = { session, clock: ports.clock, signal };
      const question = { destination, image, version, published: toNames(published) };
      return 'channel' in act
        ? versions.preparePromotion(context, { ...question, ...act })
        : versions.prepareDeprecation(context, { ...question, ...act });
    },
    close: () => close(),
  };
}

type Act = { readonly channel: string } | { readonly at: number | undefined };

function chooseAct(settings: AwsSettings, wish: VersionWish): Act {
  return wish.kind === 'promote' ? { channel: findChannel(settings, wish.channel) } : { at: wish.at };
}

/** A channel by its name, or by what stands behind its last slash. */
function findChannel({ destination, promotions }: AwsSettings, wanted: string): string {
  const all = [...promotions, ...destination.channels];
  const found = all.filter((name) => name === wanted || name.endsWith(`/${wanted}`));
  const [channel, ...others] = found;
  if (channel !== undefined && others.length === 0) return channel;
  const known = all.length === 0 ? 'It has none' : `It has ${all.join(', ')}`;
  throw new Failure(
    problem('CLI037', {
      detail: `"${wanted}" is ${found.length === 0 ? 'no channel' : 'more than one channel'} of the destination "${destination.name}". ${known}.`,
      hint: 'Channels that publications move stand in "channels", those that strata promote alone moves in "promotions": "/images/{image}/stable".',
    }),
  );
}
