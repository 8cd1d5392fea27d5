import { type Diagnostic, suggest } from '@strata/diagnostics';
import { problem } from '../codes';
import { foldRegion } from '../publish/wish';
import { readProvider } from './check-providers';
import { type Finding, findOutIfMay } from './finding';
import { readAbout, type Scene } from './scene';

const READ = 'Microsoft.Resources/subscriptions/locations/read';
const COMPUTE = 'Microsoft.Compute';

/** What has to be there in a region: a type of Compute's. */
export interface RegionWish {
  readonly region: string;
  /** `galleries`. */
  readonly type: string;
}

/** Whether regions are there, and have what is made in them. */
export async function checkRegions(scene: Scene, wishes: readonly RegionWish[]): Promise<readonly Finding[]> {
  const names = readNames(scene);
  const offers = readOffers(scene);
  // Whoever may not ask is told so of each region.
  for (const asked of [names, offers]) asked.catch(() => undefined);
  return Promise.all(
    wishes.map(({ region, type }) =>
      findOutIfMay(`region ${region} with ${type}`, READ, async () => {
        const problems = checkName(region, await names);
        return problems.length > 0 ? problems : checkOffer({ region, type }, await offers);
      }),
    ),
  );
}

async function readNames(scene: Scene): Promise<readonly string[]> {
  const asked = { path: '/locations', version: '2022-12-01', action: 'Listing the regions' };
  return ((await readAbout(scene, asked)).value ?? []).map(({ name }) => String(name));
}

function checkName(region: string, names: readonly string[]): readonly Diagnostic[] {
  if (names.includes(foldRegion(region))) return [];
  const near = suggest(foldRegion(region), names);
  return [
    problem('AZU032', {
      detail: `The subscription has no region "${region}".`,
      hint:
        near === undefined
          ? 'az account list-locations shows those that there are.'
          : `Did you mean ${near}?`,
    }),
  ];
}

async function readOffers(scene: Scene): Promise<ReadonlyMap<string, readonly string[]>> {
  const { resourceTypes = [] } = await readProvider(scene, COMPUTE);
  return new Map(
    resourceTypes.map(({ resourceType = '', locations = [] }) => [
      resourceType.toLowerCase(),
      locations.map(foldRegion),
    ]),
  );
}

function checkOffer(
  { region, type }: RegionWish,
  offers: ReadonlyMap<string, readonly string[]>,
): readonly Diagnostic[] {
  const places = offers.get(type.toLowerCase());
  if (!places || places.includes(foldRegion(region))) return [];
  return [
    problem('AZU032', {
      detail: `There are no ${type} of ${COMPUTE} in ${region}.`,
      hint: 'Take a region that has them: az provider show --namespace Microsoft.Compute.',
    }),
  ];
}
