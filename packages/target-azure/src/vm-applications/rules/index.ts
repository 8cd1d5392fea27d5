import type { Diagnostic } from '@strata/diagnostics';
import type { Deployment, Offer, Places, VmApplication } from '../application';
import { checkCommands, checkFileNames } from './commands';
import { checkOrder } from './deployment';
import { checkName, checkVersion } from './name';
import { checkEndOfLife, checkRegions, checkReplicas } from './regions';

export { type Assigned, checkTogether } from './deployment';
export { checkFiles } from './files';
export { normalizeRegion } from './regions';

/** All that the service would refuse of an application, whoever asks it to take it. */
export function checkApplication(application: VmApplication, at: Places): readonly Diagnostic[] {
  return [
    ...checkName(application, at),
    ...checkVersion(application, at),
    ...checkCommands(application, at),
    ...checkFileNames(application, at),
  ];
}

/** The same of where it is offered. @param now milliseconds since the epoch */
export function checkOffer(offer: Offer, at: Places, now: number): readonly Diagnostic[] {
  return [...checkRegions(offer, at), ...checkReplicas(offer, at), ...checkEndOfLife(offer, at, now)];
}

/** The same of how machines take it. */
export function checkDeployment(deployment: Deployment, at: Places): readonly Diagnostic[] {
  return checkOrder(deployment, at);
}
