import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { callAws } from './call';
import type { AwsContext } from './context';
import type { FoundImage } from './found-image';
import { listParameters } from './list-parameters';
import type { RegionPlan } from './plan-region';

/** Has the parameters of a channel hold the image's id, in all regions. Those that do are left alone. */
export async function movePointers(
  context: AwsContext,
  results: readonly { readonly plan: RegionPlan; readonly image: FoundImage }[],
): Promise<void> {
  for (const { plan, image } of results) {
    const { region, channels } = plan.wish;
    if (plan.pointers.length > 0) await pointAt(context, region, { channels, image });
  }
}

/** The same in one region. */
export async function pointAt(
  context: AwsContext,
  region: string,
  { channels, image }: { readonly channels: readonly string[]; readonly image: FoundImage },
): Promise<void> {
  // Asked anew: between the look and now hours may have passed, and others publish too.
  const there = await listParameters(context, region, channels);
  const wrong = channels.filter((name) => there.get(name) !== image.id);
  for (const name of wrong) await putParameter(context, region, { name, image, isNew: !there.has(name) });
  if (wrong.length > 0) await waitForPointers(context, region, { names: wrong, image });
}

const second = 1000;
const between = 2 * second;
const movedWithin = 120 * second;

/** AWS looks at the image first, after it has answered, and leaves the parameter as it was when it does not like it. */
async function waitForPointers(
  context: AwsContext,
  region: string,
  { names, image }: { readonly names: readonly string[]; readonly image: FoundImage },
): Promise<void> {
  const begun = context.clock.now();
  for (;;) {
    const there = await listParameters(context, region, names);
    const wrong = names.filter((name) => there.get(name) !== image.id);
    if (wrong.length === 0) return;
    if (context.clock.now() - begun > movedWithin) throw notMoved(region, wrong, image);
    await context.clock.sleep(between, context.signal);
  }
}

function notMoved(region: string, names: readonly string[], { id }: FoundImage): Failure {
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
  { name, image, isNew }: { readonly name: string; readonly image: FoundImage; readonly isNew: boolean },
): Promise<void> {
  await callAws(context, { action: 'PutParameter', region, what: `${name} = ${image.id}` }, (options) =>
    context.session.ssm(region).putParameter(
      {
        Name: name,
        Value: image.id,
        Type: 'String',
        Overwrite: true,
        // AWS sees to it that it is an image of the region; what a parameter holds can be said only when it is new.
        ...(isNew && { DataType: 'aws:ec2:image' }),
      },
      options,
    ),
  );
}
