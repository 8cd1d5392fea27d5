import type { Image } from '@aws-sdk/client-ec2';
import { getBlock, getTexts, isGiven, type Options } from '../builders/rules/rule';
import { problem } from '../codes';
import { findImages } from '../data-sources/ami/find-images';
import { type Finding, findOut } from './finding';
import { getText, type Scene } from './scene';

/** Whether the image is there that the machine starts from. @returns it, too, for what depends on it */
export async function checkSource(
  scene: Scene,
  options: Options,
): Promise<{ readonly findings: readonly Finding[]; readonly image?: Image }> {
  const id = getText(options, 'source_ami');
  const filter = getBlock(options, 'source_ami_filter');
  if (id === undefined && !isGiven(filter['filters'])) return { findings: [] };
  const { region } = scene.session;
  const checked = id === undefined ? 'source_ami_filter' : `source_ami ${id}`;
  const found: Image[] = [];
  const finding = await findOut(checked, { action: 'DescribeImages', region, what: checked }, async () => {
    found.push(...(await find(scene, id, filter)));
    if (found.length === 0)
      return [
        problem('AWS034', {
          detail: `No image in ${region} is what ${checked} says.`,
          hint: 'Image ids hold for one region. Check filters, owners and region.',
        }),
      ];
    if (found.length === 1 || isGiven(filter['most_recent'])) return [];
    return [
      problem('AWS035', {
        detail: `${found.length} images in ${region} are what source_ami_filter says.`,
        hint: 'Make the filters tighter, or write most_recent = true to take the newest.',
      }),
    ];
  });
  const [image] = found;
  return { findings: [finding], ...(image && { image }) };
}

async function find({ session, signal }: Scene, id: string | undefined, filter: Options) {
  const ec2 = session.ec2();
  if (id !== undefined) {
    const { Images = [] } = await ec2.describeImages({ ImageIds: [id] }, { abortSignal: signal });
    return Images;
  }
  const filters = Object.entries(getBlock(filter, 'filters')).map(([name, value]) => [name, String(value)]);
  const query = {
    filters: Object.fromEntries(filters) as Readonly<Record<string, string>>,
    owners: getTexts(filter['owners']),
    include_deprecated: isGiven(filter['include_deprecated']),
  };
  return findImages(ec2, query, signal);
}
