import { callAws } from '../../publish/call';
import type { AwsContext } from '../../publish/context';
import { getPath, readChannels } from '../../publish/desk';
import { fill } from '../../publish/wish';
import type { Reference } from './reference';

/** As many as AWS gives at a time. */
const pageSize = 10;

/** How launch templates name a parameter in place of an image. */
const prefix = 'resolve:ssm:';
/** AWS's own hold images of AWS. */
const foreign = /^(?:arn:[^:]*:ssm:[^:]*::parameter)?\/aws\//;

/**
 * What channels hold: all that lie below the path of one, and of those without a path that of each image.
 *
 * @param channels their names, in which `{image}` stands for any image
 */
export async function listChannelValues(
  context: AwsContext,
  region: string,
  { channels, images }: { readonly channels: readonly string[]; readonly images: ReadonlySet<string> },
): Promise<readonly Reference[]> {
  const names = channels.flatMap((channel) =>
    getPath(channel) === undefined ? [...images].map((image) => fill(channel, { image })) : [channel],
  );
  const values = await readChannels(context, region, names);
  return [...values].map(([name, image]) => ({ image, how: `the channel ${name} holds it` }));
}

/** Puts the images that parameters hold in the place of the parameters' names. Other references stay as they are. */
export async function resolveParameters(
  context: AwsContext,
  region: string,
  references: readonly Reference[],
): Promise<readonly Reference[]> {
  const named = references.filter(({ image }) => image.startsWith(prefix));
  const names = [...new Set(named.map(({ image }) => image.slice(prefix.length)))];
  const values = await readValues(
    context,
    region,
    names.filter((name) => !foreign.test(name)),
  );
  const resolved = named.flatMap(({ image, how }) => {
    const name = image.slice(prefix.length);
    const value = values.get(name);
    return value === undefined ? [] : [{ image: value, how: `${how} by the parameter ${name}` }];
  });
  return [...references.filter((each) => !named.includes(each)), ...resolved];
}

/** Values by names as they were asked for: with the number of a version, or a label, behind a colon. */
async function readValues(
  context: AwsContext,
  region: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (let at = 0; at < names.length; at += pageSize) {
    const answer = await callAws(context, { action: 'GetParameters', region }, (options) =>
      context.session.ssm(region).getParameters({ Names: names.slice(at, at + pageSize) }, options),
    );
    for (const {
      Name: name = '',
      ARN: arn = '',
      Selector: selector = '',
      Value: value,
    } of answer.Parameters ?? [])
      if (value !== undefined) for (const known of [name, arn]) values.set(`${known}${selector}`, value);
  }
  return values;
}
