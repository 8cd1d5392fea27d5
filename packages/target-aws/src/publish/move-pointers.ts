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
    if (plan.pointers.length === 0) continue;
    // Asked anew: between the look and now hours may have passed, and others publish too.
    const there = await listParameters(context, region, channels);
    for (const name of channels)
      if (there.get(name) !== image.id)
        await putParameter(context, region, { name, image, isNew: !there.has(name) });
  }
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
