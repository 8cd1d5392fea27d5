import { callAws } from '../../publish/call';
import type { AwsContext } from '../../publish/context';
import { findVersion, type RegionVersion, type VersionQuestion } from './find-version';
import type { VersionChange } from './version-change';

export interface DeprecateRequest extends VersionQuestion {
  /** Milliseconds since the epoch; undefined takes the deprecation back. */
  readonly at: number | undefined;
}

/** AWS counts it in minutes. */
const minute = 60_000;

/** Has AWS show a version to nobody but its owner from a time on, in every region; machines can still be started from it. */
export async function prepareDeprecation(
  context: AwsContext,
  request: DeprecateRequest,
): Promise<VersionChange> {
  const { at } = request;
  const versions = await findVersion(context, request);
  const wrong = versions.filter(({ image: { deprecated } }) => !isSameTime(deprecated, at));
  return {
    changes: wrong.map(({ region, image }) =>
      at === undefined
        ? `take back the deprecation of ${image.name} in ${region}`
        : `deprecate ${image.name} in ${region} from ${new Date(at).toISOString()} on`,
    ),
    apply: async () => {
      for (const version of wrong) await setDeprecation(context, version, at);
    },
  };
}

function isSameTime(a: number | undefined, b: number | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return Math.abs(a - b) < minute;
}

async function setDeprecation(
  context: AwsContext,
  { region, image: { id, name } }: RegionVersion,
  at: number | undefined,
): Promise<void> {
  const ec2 = context.session.ec2(region);
  const call = { region, what: name };
  if (at === undefined)
    await callAws(context, { ...call, action: 'DisableImageDeprecation' }, (options) =>
      ec2.disableImageDeprecation({ ImageId: id }, options),
    );
  else
    await callAws(context, { ...call, action: 'EnableImageDeprecation' }, (options) =>
      ec2.enableImageDeprecation({ ImageId: id, DeprecateAt: new Date(at) }, options),
    );
}
