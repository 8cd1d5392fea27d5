import { parseArgs } from 'node:util';

/** What a run in a real account may do, as whoever starts it said. */
export interface LiveSettings {
  /** The one account that the credentials may be of: twelve digits. */
  readonly account: string;
  /** Where images are made. */
  readonly region: string;
  /** Where they are copied to. */
  readonly secondRegion: string;
  /** US dollars that the run may cost at most. */
  readonly limit: number;
  /** After so long everything is ended and removed. */
  readonly minutes: number;
  /** Folder for what was asked and answered. */
  readonly folder: string;
  /** The public image that machines start from: its name, with `*`, and its owner's account. */
  readonly source: { readonly name: string; readonly owner: string; readonly user: string };
  /** Who may reach machines while they are provisioned, as a range. @default this machine's address, as AWS sees it */
  readonly allowed: string | undefined;
}

export const usage = `npm run live:aws -- --account=ID --region=NAME --limit=USD [--second-region=NAME] [--minutes=60]
                    [--folder=FOLDER] [--source-name=NAME] [--source-owner=ID] [--source-user=NAME] [--allowed=RANGE]

Replays what the tests do with a stand-in for AWS in a real account: it costs money. Account, region and limit have no
defaults; STRATA_LIVE_ACCOUNT, STRATA_LIVE_REGION and STRATA_LIVE_LIMIT may name them, too. Everything is tagged with the
run's id, ends after --minutes, and is removed. Credentials are those that AWS's own tools find.
`;

/** Debian's account. Source: wiki.debian.org, "Cloud/AmazonEC2Image". */
const DEBIAN = '136693071363';

const options = {
  account: { type: 'string' },
  region: { type: 'string' },
  limit: { type: 'string' },
  'second-region': { type: 'string' },
  minutes: { type: 'string', default: '60' },
  folder: { type: 'string', default: '.strata/live-aws' },
  'source-name': { type: 'string', default: 'debian-12-amd64-*' },
  'source-owner': { type: 'string', default: DEBIAN },
  'source-user': { type: 'string', default: 'admin' },
  allowed: { type: 'string' },
} as const;

type Variables = Readonly<Record<string, string | undefined>>;

export type ReadSettings =
  | { readonly settings: LiveSettings }
  /** Everything that is missing or cannot be. */
  | { readonly problems: readonly string[] };

/** What the run may do, of its flags and variables. Nothing that may cost something has a default. */
export function readSettings(args: readonly string[], variables: Variables): ReadSettings {
  let given: ReturnType<typeof parse>;
  try {
    given = parse(args);
  } catch (error) {
    return { problems: [(error as Error).message] };
  }
  const account = given.account ?? variables['STRATA_LIVE_ACCOUNT'] ?? '';
  const region = given.region ?? variables['STRATA_LIVE_REGION'] ?? '';
  const limit = given.limit ?? variables['STRATA_LIVE_LIMIT'] ?? '';
  const secondRegion = given['second-region'] ?? getNeighbour(region);
  const problems = [
    ...(/^\d{12}$/.test(account)
      ? []
      : [`--account must be the twelve digits of the account, not "${account}".`]),
    ...(isRegion(region) ? [] : [`--region must be a region such as eu-central-1, not "${region}".`]),
    ...(isRegion(secondRegion) && secondRegion !== region
      ? []
      : [`--second-region must be another region, not "${secondRegion}".`]),
    ...(isAmount(limit) ? [] : [`--limit must be US dollars such as 2.50, not "${limit}".`]),
    ...(isAmount(given.minutes) ? [] : [`--minutes must be a number above 0, not "${given.minutes}".`]),
  ];
  if (problems.length > 0) return { problems };
  const { 'source-name': name, 'source-owner': owner, 'source-user': user } = given;
  return {
    settings: {
      ...{ account, region, secondRegion },
      ...{ limit: Number(limit), minutes: Number(given.minutes), folder: given.folder },
      source: { name, owner, user },
      allowed: given.allowed,
    },
  };
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options }).values;
}

const isRegion = (text: string) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(text);
const isAmount = (text: string) => /^\d+(\.\d+)?$/.test(text) && Number(text) > 0;

/** One that is not the same; which one matters little. */
function getNeighbour(region: string): string {
  return region === 'eu-west-1' ? 'eu-central-1' : 'eu-west-1';
}
