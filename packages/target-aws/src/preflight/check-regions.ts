import { suggest } from '@strata/diagnostics';
import { problem } from '../codes';
import { type Finding, findOut } from './finding';
import type { Scene } from './scene';

/** Whether the account has each region. All of them are asked for at once. */
export async function checkRegions(
  { session, signal }: Scene,
  regions: readonly string[],
): Promise<readonly Finding[]> {
  const known = new Map<string, string>();
  const request = { action: 'DescribeRegions', region: session.region };
  const asked = await findOut('regions of the account', request, async () => {
    const { Regions = [] } = await session
      .ec2()
      .describeRegions({ AllRegions: true }, { abortSignal: signal });
    for (const { RegionName: name = '', OptInStatus: status = '' } of Regions) known.set(name, status);
    return [];
  });
  if (asked.diagnostics.length > 0) return [asked];
  return [...new Set(regions)].map((region) => ({
    checked: getTitle(region),
    diagnostics: getProblems(region, known),
  }));
}

const getTitle = (region: string): string => `region ${region}`;

/** Leaves out what lies in regions that cannot be used: it would fail for that alone. */
export function keepUsable<T extends { readonly region: string }>(
  items: readonly T[],
  findings: readonly Finding[],
): readonly T[] {
  const bad = new Set(findings.flatMap((each) => (each.diagnostics.length > 0 ? [each.checked] : [])));
  return items.filter(({ region }) => !bad.has(getTitle(region)));
}

function getProblems(region: string, known: ReadonlyMap<string, string>) {
  const status = known.get(region);
  if (status === undefined) {
    const near = suggest(region, known.keys());
    const hint = near === undefined ? 'Check its name.' : `Did you mean "${near}"?`;
    return [problem('AWS032', { detail: `"${region}" is no region of AWS.`, hint })];
  }
  if (status !== 'not-opted-in') return [];
  const detail = `The account has not enabled the region ${region}.`;
  const hint = `Enable it: aws account enable-region --region-name ${region}. It takes some minutes.`;
  return [problem('AWS006', { detail, hint })];
}
