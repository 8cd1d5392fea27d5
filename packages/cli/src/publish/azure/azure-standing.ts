import { findVersionStanding, openAzureSession, parseVersionId } from '@strata/target-azure/publish';
import { readDestinations } from '../settings/destinations-file';
import type { StandingSource } from '../standing';
import { readAzureSettings } from './settings';

/** A gallery tells whether a version is there, and which one those get who ask for the latest. */
export const azureStanding: StandingSource = {
  fits: ({ reference }) => parseVersionId(reference) !== undefined,
  ask: async ({ ports, signal, secrets, root }, { name, reference }) => {
    const place = parseVersionId(reference);
    if (!place) throw new Error(`${reference} is no version of Azure`);
    const [destination = ''] = name.split(' ');
    const written = (await readDestinations(ports.files, root)).get(destination);
    // A destination that the workspace does not have any more is asked by the usual login.
    const login = written?.kind === 'azure' ? readAzureSettings(written).login : {};
    const access = { ...login, subscription_id: place.subscription };
    const session = await openAzureSession(access, { ports, signal, secrets });
    const azure = { session, clock: ports.clock, signal };
    const { isThere, latest, isExcludedFromLatest } = await findVersionStanding(azure, place);
    // One that is kept from those who ask for the latest is what its name means as long as it is there.
    return { isThere, now: isThere && isExcludedFromLatest ? reference : latest };
  },
};
