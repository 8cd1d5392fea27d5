import type { Options } from '../builders/rules/rule';
import { problem } from '../codes';
import { getText } from '../policy/build-needs';
import { callManager } from '../wait';
import { type Finding, findOut } from './finding';
import { readList, type Scene, type Told } from './scene';

const TYPE = 'Microsoft.Network/virtualNetworks';

/** Whether the network is there that the template names, in the region of the build, with the subnet. */
export async function checkNetwork(
  scene: Scene,
  options: Options,
  location: string,
): Promise<readonly Finding[]> {
  const name = getText(options, 'virtual_network_name');
  if (name === undefined) return [];
  const finding = await findOut(`virtual_network_name ${name}`, async () => {
    const ids = await findIds(scene, options, name);
    const [id] = ids;
    if (id === undefined || ids.length > 1) return [tellCount(name, ids.length)];
    const request = { action: 'Looking for the virtual network', what: name };
    const found: Told = Object(
      await callManager(scene.ask, request, (told) => scene.session.read(id, '2024-05-01', told)),
    );
    const subnets = ((found['properties'] as Told | undefined)?.['subnets'] ?? []) as readonly Told[];
    const names = subnets.map((one) => String(one['name']));
    const wanted = getText(options, 'virtual_network_subnet_name');
    return [
      ...(found['location'] === location ? [] : [tellPlace(name, String(found['location']), location)]),
      ...((wanted === undefined ? names.length === 1 : names.includes(wanted))
        ? []
        : [tellSubnet(name, names)]),
    ];
  });
  return [finding];
}

async function findIds(scene: Scene, options: Options, name: string): Promise<readonly string[]> {
  const { session } = scene;
  const group = getText(options, 'virtual_network_resource_group_name');
  if (group !== undefined)
    return [`/subscriptions/${session.subscription}/resourceGroups/${group}/providers/${TYPE}/${name}`];
  const filter = `resourceType eq '${TYPE}' and name eq '${name.replaceAll("'", "''")}'`;
  const all = await readList(scene, 'Looking for the virtual network', (told) =>
    session.resources().resources.list({ ...told, filter }),
  );
  return all.flatMap(({ id }) => id ?? []);
}

function tellCount(name: string, count: number) {
  return problem('AZU051', {
    detail: `There are ${count} virtual networks ${name} in the subscription, as far as they may be seen.`,
    hint: 'Name its resource group in virtual_network_resource_group_name; az network vnet list shows what is there.',
  });
}

function tellPlace(name: string, place: string, location: string) {
  return problem('AZU051', {
    detail: `The virtual network ${name} is in ${place}, and the machine in ${location}.`,
    hint: 'Build in the region of the network, or name another one.',
  });
}

function tellSubnet(name: string, names: readonly string[]) {
  return problem('AZU051', {
    detail: `The virtual network ${name} has ${names.length} subnets (${names.join(', ')}), and not the one that is wanted.`,
    hint: 'Name one of them in virtual_network_subnet_name.',
  });
}
