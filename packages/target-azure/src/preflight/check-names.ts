import { isGiven } from '@strata/sdk';
import type { ArmOptions } from '../builders/arm/schema';
import type { Options } from '../builders/rules/rule';
import { problem } from '../codes';
import { getText } from '../policy/build-needs';
import { findResource } from '../resources/generic';
import { getLastName } from '../resources/remove';
import { getDestination } from '../steps/gallery-version';
import { listWanted, tellTaken } from '../steps/prevalidate';
import { callManager } from '../wait';
import { type Finding, findOut } from './finding';
import type { Scene } from './scene';

/** Whether what the template names is there, or is not there, as a build wants it. */
export async function checkNames(scene: Scene, options: Options): Promise<readonly Finding[]> {
  const temporary = getText(options, 'temp_resource_group_name');
  const group = getText(options, 'managed_image_resource_group_name');
  const makes = !isGiven(options['skip_create_image']);
  return Promise.all([
    ...(temporary === undefined ? [] : [checkFree(scene, temporary)]),
    ...(makes && group !== undefined ? [checkGroup(scene, group)] : []),
    ...(makes ? [...checkWanted(scene, options), ...checkDefinition(scene, options)] : []),
  ]);
}

/** Whether a resource group is there. */
export function checkGroup({ ask, session }: Scene, name: string): Promise<Finding> {
  return findOut(`resource group ${name}`, async () => {
    const request = { action: 'Looking for the resource group', what: name };
    const { resourceGroups } = session.resources();
    await callManager(ask, request, (options) => resourceGroups.get(name, options));
    return [];
  });
}

/** A group that somebody else has made would be deleted with all that is in it. */
function checkFree({ ask, session }: Scene, name: string): Promise<Finding> {
  return findOut(`temp_resource_group_name ${name}`, async () => {
    const request = { action: 'Looking for the resource group', what: name };
    const { resourceGroups } = session.resources();
    const { body: isThere } = await callManager(ask, request, (options) =>
      resourceGroups.checkExistence(name, options),
    );
    if (!isThere) return [];
    const detail = `There is a resource group ${name} already: it would be deleted when the build ends.`;
    return [problem('AZU050', { detail, hint: 'Choose another temp_resource_group_name.' })];
  });
}

function checkWanted({ ask, session }: Scene, options: Options): readonly Promise<Finding>[] {
  return listWanted({ options: options as ArmOptions, session }).map((wanted) => {
    const { option, target, what } = wanted;
    return findOut(`${option} ${getLastName(target.id)}`, async () => {
      const request = { action: `Looking for the ${what}`, what: getLastName(target.id) };
      const found = await findResource(ask, session.resources(), { target, request });
      return found ? [tellTaken(wanted)] : [];
    });
  });
}

/** A version fits into a definition of its own system and state. */
function checkDefinition({ ask, session }: Scene, options: Options): readonly Promise<Finding>[] {
  const destination = getDestination({ options: options as ArmOptions, session });
  if (!destination) return [];
  const { subscription, group, gallery, image, isSpecialized } = destination;
  const what = `${gallery}/${image}`;
  const request = { action: 'Looking for the image definition', what };
  const { galleryImages } = session.compute(subscription);
  return [
    findOut(`image definition ${what}`, async () => {
      const found = await callManager(ask, request, (told) => galleryImages.get(group, gallery, image, told));
      const wanted = {
        osType: String(options['os_type']),
        osState: isSpecialized ? 'Specialized' : 'Generalized',
      };
      const wrong = (['osType', 'osState'] as const).filter(
        (name) => found[name]?.toLowerCase() !== wanted[name].toLowerCase(),
      );
      if (wrong.length === 0) return [];
      const list = wrong.map((name) => `${name} is ${found[name]}, wanted is ${wanted[name]}`).join('; ');
      return [
        problem('AZU082', {
          detail: `The definition ${what} is there and says otherwise: ${list}.`,
          hint: 'Definitions never change: name another image_name.',
        }),
      ];
    }),
  ];
}
