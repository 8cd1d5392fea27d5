import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { Work } from '../machine/work';
import { groupKind } from '../resources/group';
import { partsKind } from '../resources/parts';
import { callManager } from '../wait';

/**
 * Packer's StepCreateResourceGroup. A build that has a group of its own deletes it whole; in one that others use, what it
 * made is found by its tag.
 */
export async function provideGroup(work: Work): Promise<void> {
  const { ask, context, options, place, reach, session, tags } = work;
  const { group, location } = place;
  if (!place.isOwn) {
    context.reporter.say('Using existing resource group ...');
    context.reporter.say(` -> ResourceGroupName : '${group}'`);
    await context.resources.note(partsKind, { ...reach, group, keepsDisk: options.keep_os_disk });
    return;
  }
  context.reporter.say('Creating resource group ...');
  context.reporter.say(` -> ResourceGroupName : '${group}'`);
  context.reporter.say(` -> Location          : '${location}'`);
  if (options.temp_resource_group_name) await refuseExisting(work);
  const isAwaited = !options.async_resourcegroup_delete;
  await context.resources.note(groupKind, { ...reach, group, isAwaited });
  const request = { action: 'Making the resource group', what: group, region: location };
  const { resourceGroups } = session.resources();
  await callManager(ask, request, (o) =>
    resourceGroups.createOrUpdate(group, { location, tags: { ...tags } }, o),
  );
}

/** A group that somebody else has made would be deleted with all that is in it. */
async function refuseExisting({ ask, place: { group }, session }: Work): Promise<void> {
  const request = { action: 'Looking for the resource group', what: group };
  const { resourceGroups } = session.resources();
  const { body: isThere } = await callManager(ask, request, (o) => resourceGroups.checkExistence(group, o));
  if (!isThere) return;
  throw new Failure(
    problem('AZU050', {
      detail: `\`temp_resource_group_name\` is "${group}", and there is such a resource group already: it would be deleted when the build ends.`,
      hint: 'Choose another name, or let build_resource_group_name name it: then the group stays, and what the build makes in it goes.',
    }),
  );
}
