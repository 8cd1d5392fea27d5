import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { Offer, Places, TargetRegion } from '../application';
import { REPLICAS, STORAGE_TYPES } from '../limits';

/** `West Europe` and `westeurope` are one region to Azure. */
export function normalizeRegion(name: string): string {
  return name.toLowerCase().replaceAll(' ', '');
}

const REGION = /^[a-z0-9]+$/;

/** Where copies go: known by their looks, each once, and the gallery's own among them. */
export function checkRegions({ location, regions }: Offer, at: Places): readonly Diagnostic[] {
  const told = (path: string, detail: string, hint?: string): Diagnostic => {
    const subject = at(path);
    return problem('AZU104', { detail, ...(hint !== undefined && { hint }), ...(subject && { subject }) });
  };
  const problems: Diagnostic[] = [];
  const seen = new Set<string>();
  const named = [{ path: 'publish.location', name: location }, ...regions.map(getPlace)];
  for (const { path, name } of named)
    if (!REGION.test(normalizeRegion(name)))
      problems.push(told(path, `"${name}" is no region of Azure.`, 'Write it as "westeurope".'));
  for (const { path, name } of regions.map(getPlace)) {
    if (seen.has(normalizeRegion(name)))
      problems.push(
        told(
          path,
          `"${name}" is among the regions twice. Duplicate regions are not allowed in target publishing regions.`,
        ),
      );
    seen.add(normalizeRegion(name));
  }
  if (regions.length === 0) problems.push(told('publish.regions', 'The list of regions is empty.'));
  else if (!seen.has(normalizeRegion(location)))
    problems.push(
      told(
        'publish.regions',
        `The regions are ${regions.map(({ name }) => name).join(', ')}. They must contain the source region "${location}", which is the gallery's.`,
        `Add "${location}".`,
      ),
    );
  return problems;
}

function getPlace({ name }: TargetRegion, index: number): { readonly path: string; readonly name: string } {
  return { path: `publish.regions.${index}`, name };
}

/** How many copies each region has, and on what they lie. */
export function checkReplicas({ replicas, regions }: Offer, at: Places): readonly Diagnostic[] {
  const counts = [
    { path: 'publish.replicas', count: replicas },
    ...regions.map((region, index) => ({
      path: `publish.regions.${index}.replicas`,
      count: region.replicas ?? replicas,
    })),
  ];
  const wrong = counts.filter(
    ({ path, count }) =>
      (path === 'publish.replicas' || at(path)) &&
      !(Number.isInteger(count) && count >= REPLICAS.least && count <= REPLICAS.most),
  );
  return [
    ...wrong.map(({ path, count }) => {
      const subject = at(path);
      return problem('AZU105', {
        detail: `The number of replicas is ${count}. The value must be between ${REPLICAS.least} and ${REPLICAS.most}, inclusive.`,
        hint: 'One is enough for a few machines; three, when hundreds start at once.',
        ...(subject && { subject }),
      });
    }),
    ...regions.flatMap((region, index) => checkStorage(region, index, at)),
  ];
}

function checkStorage({ storageType, name }: TargetRegion, index: number, at: Places): readonly Diagnostic[] {
  const known: readonly string[] = STORAGE_TYPES;
  if (storageType === undefined || known.includes(storageType)) return [];
  const subject = at(`publish.regions.${index}.storageType`);
  const detail = `Copies in "${name}" lie on "${storageType}". Allowed: ${STORAGE_TYPES.join(', ')}.`;
  return [problem('AZU104', { detail, ...(subject && { subject }) })];
}

const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z)?$/;

/** A day that there is, and that is not over. @param now milliseconds since the epoch */
export function checkEndOfLife({ endOfLife }: Offer, at: Places, now: number): readonly Diagnostic[] {
  if (endOfLife === undefined) return [];
  const subject = at('publish.endOfLife');
  const told = (detail: string, hint: string) => [
    problem('AZU106', { detail, hint, ...(subject && { subject }) }),
  ];
  const time = DATE.test(endOfLife) ? Date.parse(endOfLife) : Number.NaN;
  // Date.parse takes the 31st of February for a day in March.
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(endOfLife.slice(0, 10)))
    return told(
      `The end of life is "${endOfLife}", which is no day.`,
      'Write "2027-12-31", or "2027-12-31T12:00:00Z".',
    );
  if (time > now) return [];
  return told(
    `The end of life is ${endOfLife}, and that is over: the version would be deprecated from its first day, and no machine would take it.`,
    'Choose a later day, or leave it out.',
  );
}
