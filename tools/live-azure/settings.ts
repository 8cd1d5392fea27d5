import { parseArgs } from 'node:util';

/** What a run in a real subscription may do, as whoever starts it said. */
export interface LiveSettings {
  /** Id of the one subscription that is worked in. */
  readonly subscription: string;
  /** Resource group that everything is made in. It is there, and its owner has marked it for such runs. */
  readonly group: string;
  /** Where that group is, and images are made. */
  readonly location: string;
  /** Where versions are copied to. */
  readonly secondLocation: string;
  /** Storage account in the group, for disks. */
  readonly storageAccount: string;
  /** US dollars that the run may cost at most. */
  readonly limit: number;
  /** After so long everything is ended and removed. */
  readonly minutes: number;
  /** Folder for what was asked and answered. */
  readonly folder: string;
  readonly size: string;
  /** Whether builds log in to their machines: not to those that are there in name alone. */
  readonly logsIn: boolean;
  /** Who may reach machines while they are provisioned. @default this machine's address */
  readonly allowed: string | undefined;
}

/** Tag by which the owner of a group says that runs may make and remove things in it; its value is `yes`. */
export const ALLOWED_TAG = 'strata-live';

export const usage = `npm run live:azure -- --subscription=ID --group=NAME --location=NAME --storage-account=NAME --limit=USD
                      [--second-location=NAME] [--minutes=90] [--folder=FOLDER] [--size=SIZE] [--allowed=RANGE] [--no-login]

Replays what the tests do with a stand-in for Azure in a real subscription: it costs money. Subscription, group, location,
account and limit have no defaults; STRATA_LIVE_SUBSCRIPTION, STRATA_LIVE_GROUP, STRATA_LIVE_LOCATION,
STRATA_LIVE_STORAGE_ACCOUNT and STRATA_LIVE_LIMIT may name them, too. The group is there with the account in it, and has the
tag ${ALLOWED_TAG}=yes. Everything that is made has the run's id in a tag, ends after --minutes, and is removed. The login is that
of Azure's own tools.
`;

const options = {
  subscription: { type: 'string' },
  group: { type: 'string' },
  location: { type: 'string' },
  'storage-account': { type: 'string' },
  limit: { type: 'string' },
  'second-location': { type: 'string' },
  minutes: { type: 'string', default: '90' },
  folder: { type: 'string', default: '.strata/live-azure' },
  size: { type: 'string', default: 'Standard_D2s_v5' },
  allowed: { type: 'string' },
  'no-login': { type: 'boolean', default: false },
} as const;

type Variables = Readonly<Record<string, string | undefined>>;

export type ReadSettings =
  | { readonly settings: LiveSettings }
  /** Everything that is missing or cannot be. */
  | { readonly problems: readonly string[] };

/** What has to be said, what it has to look like, and in which words. */
const needed = [
  ['subscription', /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, 'the id of a subscription'],
  ['group', /^[-\w.()]{1,90}$/, 'the name of a resource group'],
  ['location', /^[a-z]+\d?$/, 'a region such as westeurope'],
  ['storage-account', /^[a-z0-9]{3,24}$/, 'the name of a storage account'],
  ['limit', /^(?!0+(\.0+)?$)\d+(\.\d+)?$/, 'US dollars such as 2.50'],
] as const;

/** What the run may do, of its flags and variables. Nothing that may cost something has a default. */
export function readSettings(args: readonly string[], variables: Variables): ReadSettings {
  let given: ReturnType<typeof parse>;
  try {
    given = parse(args);
  } catch (error) {
    return { problems: [(error as Error).message] };
  }
  const get = (name: (typeof needed)[number][0]) =>
    given[name] ?? variables[`STRATA_LIVE_${name.toUpperCase().replace('-', '_')}`] ?? '';
  const location = get('location');
  const secondLocation = given['second-location'] ?? getNeighbour(location);
  const problems = [
    ...needed
      .filter(([name, pattern]) => !pattern.test(get(name)))
      .map(([name, , what]) => `--${name} must be ${what}, not "${get(name)}".`),
    ...(secondLocation === location || !/^[a-z]+\d?$/.test(secondLocation)
      ? [`--second-location must be another region, not "${secondLocation}".`]
      : []),
    ...(Number(given.minutes) > 0 ? [] : [`--minutes must be a number above 0, not "${given.minutes}".`]),
  ];
  if (problems.length > 0) return { problems };
  return {
    settings: {
      ...{ location, secondLocation, subscription: get('subscription'), group: get('group') },
      ...{ storageAccount: get('storage-account'), limit: Number(get('limit')) },
      ...{ minutes: Number(given.minutes), folder: given.folder, size: given.size },
      ...{ logsIn: !given['no-login'], allowed: given.allowed },
    },
  };
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options }).values;
}

/** One that is not the same; which one matters little. */
function getNeighbour(location: string): string {
  return location === 'northeurope' ? 'westeurope' : 'northeurope';
}
