import type { AwsContext } from '../../publish/context';
import type { AccountImage } from '../account-image';
import { listChildren } from './children';
import { listInstances } from './instances';
import { listNamedTemplates, listUsualTemplates } from './launch-templates';
import { listChannelValues, resolveParameters } from './parameters';
import type { Reference } from './reference';
import { findScalingUse } from './scaling-groups';

export interface ReferenceQuestion {
  readonly region: string;
  /** All of the region. */
  readonly images: readonly AccountImage[];
  /** Of those that are looked after. */
  readonly names: ReadonlySet<string>;
  /** Names of parameters, in which `{image}` stands for any image. */
  readonly channels: readonly string[];
}

/**
 * Everything of the account in a region that refers to images, by their ids. What other accounts have cannot be seen; AWS
 * tells only when they last started a machine.
 */
export async function findReferences(
  context: AwsContext,
  { region, images, names, channels }: ReferenceQuestion,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const [held, instances, usual, scaling] = await Promise.all([
    listChannelValues(context, region, { channels, images: names }),
    listInstances(context, region),
    listUsualTemplates(context, region),
    findScalingUse(context, region),
  ]);
  const named = await listNamedTemplates(context, region, scaling.templates);
  const started = await resolveParameters(context, region, [...usual, ...named, ...scaling.references]);
  return groupByImage([...held, ...instances, ...started, ...listChildren(images)]);
}

function groupByImage(references: readonly Reference[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, Set<string>>();
  for (const { image, how } of references) groups.set(image, (groups.get(image) ?? new Set()).add(how));
  return new Map([...groups].map(([image, all]) => [image, [...all]]));
}
