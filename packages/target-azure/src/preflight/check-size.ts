import type { ResourceSku, Usage } from '@azure/arm-compute';
import { type Diagnostic, suggest } from '@strata/diagnostics';
import { isGiven } from '@strata/sdk';
import type { Options } from '../builders/rules/rule';
import { problem } from '../codes';
import { isPublic } from '../policy/build-needs';
import { type Finding, findOutIfMay } from './finding';
import { readAbout, readList, type Scene } from './scene';

/** The machine of a build, as far as its size is concerned. */
export interface SizeWish {
  readonly options: Options;
  readonly location: string;
  /** Of the image that it starts from, where that is known. */
  readonly generation: string | undefined;
}

/** Whether a region has the size of the machine, and room for it in the quotas of the subscription. */
export async function checkSize(scene: Scene, wish: SizeWish): Promise<readonly Finding[]> {
  const { location, options } = wish;
  const name = String(options['vm_size']);
  const found: ResourceSku[] = [];
  const size = await findOutIfMay(
    `vm_size ${name} in ${location}`,
    'Microsoft.Compute/skus/read',
    async () => {
      const all = await readSizes(scene, location);
      const own = all.find((one) => one.name?.toLowerCase() === name.toLowerCase());
      if (!own) return [tellUnknown(name, location, all)];
      found.push(own);
      return judgeSize(own, wish);
    },
  );
  const [own] = found;
  const cores = own ? await checkCores(scene, own, wish) : [];
  return [size, ...cores, ...(isPublic(options) ? [await checkAddresses(scene, location)] : [])];
}

async function readSizes(
  { ask, session, ...scene }: Scene,
  location: string,
): Promise<readonly ResourceSku[]> {
  const { resourceSkus } = session.compute();
  const filter = `location eq '${location}'`;
  const all = await readList({ ask, session, ...scene }, 'Listing the sizes of machines', (options) =>
    resourceSkus.list({ ...options, filter }),
  );
  return all.filter(({ resourceType }) => resourceType === 'virtualMachines');
}

function tellUnknown(name: string, location: string, all: readonly ResourceSku[]): Diagnostic {
  const near = suggest(
    name,
    all.flatMap((one) => one.name ?? []),
  );
  return problem('AZU032', {
    detail: `\`vm_size\` is "${name}", of which there is none in ${location}.`,
    hint: `${near === undefined ? '' : `Did you mean ${near}? `}az vm list-skus --location ${location} --resource-type virtualMachines shows those that there are.`,
  });
}

function judgeSize(size: ResourceSku, { location, generation }: SizeWish): readonly Diagnostic[] {
  const { name, restrictions = [] } = size;
  // A restriction of zones leaves the others.
  const closed = restrictions.find(({ type }) => type === 'Location');
  const generations = readCapability(size, 'HyperVGenerations');
  const isOther = generation !== undefined && generations !== '' && !generations.includes(generation);
  return [
    ...(closed
      ? [
          problem('AZU008', {
            detail: `${name} is not to be had in ${location} for this subscription: ${closed.reasonCode}.`,
            hint: 'Take another vm_size or another region, or ask Azure for it.',
          }),
        ]
      : []),
    ...(isOther
      ? [
          problem('AZU032', {
            detail: `${name} starts images of generation ${generations}, and the source image is of ${generation}.`,
            hint: 'Take a size of the same generation; an image often has a twin whose SKU ends in -gen2.',
          }),
        ]
      : []),
  ];
}

function readCapability({ capabilities = [] }: ResourceSku, wanted: string): string {
  return capabilities.find(({ name }) => name === wanted)?.value ?? '';
}

/** Processors are counted by region and by family; those that Azure may take back by themselves. */
async function checkCores(
  scene: Scene,
  size: ResourceSku,
  { location, options }: SizeWish,
): Promise<readonly Finding[]> {
  const wanted = Number(readCapability(size, 'vCPUs'));
  const isSpot = isGiven(options['spot']) && isGiven(Object(options['spot'])['eviction_policy']);
  const names = isSpot ? ['lowPriorityCores'] : ['cores', size.family ?? ''];
  const checked = `quota of ${wanted} processors of ${size.family} in ${location}`;
  const finding = await findOutIfMay(checked, 'Microsoft.Compute/locations/usages/read', async () => {
    const { usage } = scene.session.compute();
    const all = await readList(scene, 'Reading the quotas', (told) => usage.list(location, told));
    return all
      .filter(({ name }) => names.some((one) => one.toLowerCase() === name?.value?.toLowerCase()))
      .filter(({ currentValue, limit }) => currentValue + wanted > limit)
      .map((met) => tellQuota(met, { wanted, location }));
  });
  return [finding];
}

function tellQuota(
  { name, currentValue, limit }: Pick<Usage, 'name' | 'currentValue' | 'limit'>,
  { wanted, location }: { readonly wanted: number; readonly location: string },
): Diagnostic {
  return problem('AZU007', {
    detail: `The build takes ${wanted} more of ${name?.localizedValue ?? name?.value} in ${location}, where ${currentValue} of ${limit} are in use.`,
    hint: 'Remove what is not needed, take another size or region, or ask for more under "Quotas".',
  });
}

/** Machines that are reached by the internet take an address. */
function checkAddresses(scene: Scene, location: string): Promise<Finding> {
  const path = `/providers/Microsoft.Network/locations/${location}/usages`;
  const asked = { path, version: '2024-05-01', action: 'Reading the quotas of networks' };
  return findOutIfMay(
    `quota of a public address in ${location}`,
    'Microsoft.Network/locations/usages/read',
    async () => {
      const usages = ((await readAbout(scene, asked)).value ?? []) as unknown as readonly Usage[];
      const own = usages.find(({ name }) => name?.value === 'PublicIPAddresses');
      const isMet = own && own.currentValue + 1 > own.limit;
      return isMet ? [tellQuota(own, { wanted: 1, location })] : [];
    },
  );
}
