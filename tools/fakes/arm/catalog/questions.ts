import { computeVersions } from '../compute/versions';
import { networkVersions } from '../network/versions';
import { refuse } from '../refusal';
import type { Cloud } from '../state/cloud';
import { findVersion, listVersions } from './platform-versions';
import type { Question } from './question';
import { listSizes } from './show-sizes';
import { listAddressUsages, listCoreUsages } from './usages';

const subscription = `^/subscriptions/(?<subscription>[^/]+)`;
const anywhere = `^(?<scope>/subscriptions/(?<subscription>[^/]+)(?:/.+)?)`;
const make = (rest: string, scope = subscription) => new RegExp(`${scope}${rest}$`, 'i');
const versions =
  '/providers/Microsoft.Compute/locations/(?<location>[^/]+)/publishers/(?<publisher>[^/]+)/artifacttypes/vmimage/offers/(?<offer>[^/]+)/skus/(?<sku>[^/]+)/versions';
const readVersions = 'Microsoft.Compute/locations/publishers/artifacttypes/offers/skus/versions/read';

function judgeScope(cloud: Cloud, scope: string): void {
  const [, group] = /\/resourceGroups\/([^/]+)/i.exec(scope) ?? [];
  if (
    group === undefined ||
    cloud.resources.find(`/subscriptions/${cloud.subscription}/resourceGroups/${group}`)
  )
    return;
  throw refuse('ResourceGroupNotFound', `Resource group '${group}' could not be found.`, { status: 404 });
}

/** What is no resource and can be asked for all the same. */
export const questions: readonly Question[] = [
  {
    path: make('/providers/Microsoft.Authorization/permissions', anywhere),
    versions: ['2022-04-01', '2018-07-01', '2015-07-01'],
    action: 'Microsoft.Authorization/permissions/read',
    answer: ({ cloud }, { scope = '' }) => {
      judgeScope(cloud, scope);
      return { value: cloud.access.listRoles(scope).map((role) => ({ ...role })) };
    },
  },
  {
    path: make('/locations'),
    versions: ['2022-12-01', '2021-01-01', '2020-01-01'],
    action: 'Microsoft.Resources/subscriptions/locations/read',
    answer: ({ cloud }) => ({
      value: cloud.locations.map(({ name, displayName }) => ({
        ...{ id: `/subscriptions/${cloud.subscription}/locations/${name}`, name, displayName },
        ...{ type: 'Region', metadata: { regionType: 'Physical' } },
      })),
    }),
  },
  {
    path: make('/providers/Microsoft.Compute/skus'),
    versions: ['2021-07-01'],
    action: 'Microsoft.Compute/skus/read',
    answer: listSizes,
  },
  {
    path: make('/providers/Microsoft.Compute/locations/(?<location>[^/]+)/usages'),
    versions: computeVersions,
    action: 'Microsoft.Compute/locations/usages/read',
    answer: listCoreUsages,
  },
  {
    path: make('/providers/Microsoft.Network/locations/(?<location>[^/]+)/usages'),
    versions: networkVersions,
    action: 'Microsoft.Network/locations/usages/read',
    answer: listAddressUsages,
  },
  { path: make(versions), versions: computeVersions, action: readVersions, answer: listVersions },
  {
    path: make(`${versions}/(?<version>[^/]+)`),
    versions: computeVersions,
    action: readVersions,
    answer: findVersion,
  },
  {
    path: make(
      '/providers/Microsoft.MarketplaceOrdering/agreements/(?<publisher>[^/]+)/offers/(?<product>[^/]+)/plans/(?<plan>[^/]+)',
    ),
    versions: ['2021-01-01', '2015-06-01'],
    action: 'Microsoft.MarketplaceOrdering/agreements/offers/plans/read',
    answer: ({ cloud }, { publisher = '', product = '', plan = '' }) => ({
      ...{ name: plan, type: 'Microsoft.MarketplaceOrdering/offertypes' },
      properties: {
        ...{ publisher, product, plan },
        accepted: cloud.platform.hasAccepted({ publisher, product, name: plan }),
      },
    }),
  },
];
