import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { classifyAws } from '../errors';
import { callAws } from './call';
import type { AwsContext } from './context';
import type { FoundImage } from './found-image';
import { listParameters } from './list-parameters';
import type { RegionPlan } from './plan-region';

/** A parameter of a channel that is about to hold another image. */
export interface Move {
  readonly region: string;
  readonly parameter: string;
  readonly image: FoundImage;
  /** What it holds now. */
  readonly before: string | undefined;
}

/**
 * Has the parameters of a channel hold the image's id, in all regions. Those that do are left alone.
 *
 * @param note told of each before it is moved
 */
export async function movePointers(
  context: AwsContext,
  results: readonly { readonly plan: RegionPlan; readonly image: FoundImage }[],
  note?: (move: Move) => Promise<void>,
): Promise<void> {
  for (const { plan, image } of results) {
    const { region, channels } = plan.wish;
    if (plan.pointers.length > 0) await pointAt(context, region, { channels, image, note });
  }
}

interface Pointing {
  readonly channels: readonly string[];
  readonly image: FoundImage;
  readonly note?: ((move: Move) => Promise<void>) | undefined;
}

/** The same in one region. */
export async function pointAt(
  context: AwsContext,
  region: string,
  { channels, image, note }: Pointing,
): Promise<void> {
  // Asked anew: between the look and now hours may have passed, and others publish too.
  const there = await listParameters(context, region, channels);
  const wrong = channels.filter((name) => there.get(name) !== image.id);
  for (const name of wrong) {
    const before = there.get(name);
    await note?.({ region, parameter: name, image, before });
    await putParameter(context, region, { name, id: image.id, isNew: before === undefined });
  }
  if (wrong.length > 0) await waitForPointers(context, region, { names: wrong, id: image.id });
}

/** Has a parameter hold what it held before, or not be there at all. */
export async function pointBack(
  context: AwsContext,
  region: string,
  { parameter, before }: Pick<Move, 'parameter' | 'before'>,
): Promise<void> {
  if (before !== undefined) {
    await putParameter(context, region, { name: parameter, id: before, isNew: false });
    return waitForPointers(context, region, { names: [parameter], id: before });
  }
  await callAws(context, { action: 'DeleteParameter', region, what: parameter }, async (options) => {
    try {
      await context.session.ssm(region).deleteParameter({ Name: parameter }, options);
    } catch (error) {
      if (classifyAws(error) !== 'not-found') throw error;
    }
  });
}

const second = 1000;
const between = 2 * second;
const movedWithin = 120 * second;

/** AWS looks at the image first, after it has answered, and leaves the parameter as it was when it does not like it. */
async function waitForPointers(
  context: AwsContext,
  region: string,
  { names, id }: { readonly names: readonly string[]; readonly id: string },
): Promise<void> {
  const begun = context.clock.now();
  for (;;) {
    const there = await listParameters(context, region, names);
    const wrong = names.filter((name) => there.get(name) !== id);
    if (wrong.length === 0) return;
    if (context.clock.now() - begun > movedWithin) throw notMoved(region, wrong, id);
    await context.clock.sleep(between, context.signal);
  }
}

function notMoved(region: string, names: readonly string[], id: string): Failure {
  return new Failure(
    problem('AWS082', {
      detail: `AWS took ${id} for ${names.join(', ')} in ${region}, and did not set it within two minutes.`,
      hint: 'Somebody else may have set it since; publish again to see. AWS tells why in events of Parameter Store.',
    }),
  );
}

async function putParameter(
  context: AwsContext,
  region: string,
  { name, id, isNew }: { readonly name: string; readonly id: string; readonly isNew: boolean },
): Promise<void> {
  await callAws(context, { action: 'PutParameter', region, what: `${name} = ${id}` }, (options) =>
    context.session.ssm(region).putParameter(
      {
        Name: name,
        Value: id,
        Type: 'String',
        Overwrite: true,
        // AWS sees to it that it is an image of the region; what a parameter holds can be said only when it is new.
        ...(isNew && { DataType: 'aws:ec2:image' }),
      },
      options,
    ),
  );
}
