import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { bad, type Finding, good, unknown } from './finding';
import { readAbout, type Scene } from './scene';

const VERSION = '2022-12-01';
/** In which changes are refused. Source: Azure REST API, `SubscriptionState`. */
const DEAD: readonly unknown[] = ['Disabled', 'Deleted', 'Expired'];

/** Who asks, and in which subscription. @throws Failure when Azure does not take the login */
export async function checkLogin(scene: Scene): Promise<Finding> {
  const { subscription } = scene.session;
  try {
    const told = await readAbout(scene, { path: '', version: VERSION, action: 'Reading the subscription' });
    const checked = `login to subscription ${told['displayName']} (${subscription}) of tenant ${told['tenantId']}`;
    const { state } = told;
    if (!DEAD.includes(state)) return good(checked);
    const detail = `Subscription ${subscription} is ${String(state).toLowerCase()}: nothing can be made in it.`;
    return bad(checked, problem('AZU017', { detail, hint: 'Have its owner enable it again.' }));
  } catch (error) {
    if (!(error instanceof Failure) || error.diagnostics[0]?.code !== 'AZU005') throw error;
    return unknown(`name and state of subscription ${subscription}`, 'reading them is not permitted');
  }
}
