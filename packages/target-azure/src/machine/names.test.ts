import { createNames } from './names';

const none = {
  custom_resource_build_prefix: undefined,
  temp_resource_group_name: undefined,
  build_resource_group_name: undefined,
  temp_compute_name: undefined,
  temp_nic_name: undefined,
  temp_os_disk_name: undefined,
};

test('things of a build are called as Packer calls them, and end alike', () => {
  const { group, machine, vault } = createNames(none, {});
  const [, suffix = ''] = /^pkrvm([a-z0-9]{10})$/u.exec(machine) ?? [];
  expect(group).toBe(`pkr-Resource-Group-${suffix}`);
  expect(vault).toBe(`pkrkv${suffix}`);
  expect(suffix).not.toBe('');
});

test('no two builds draw the same', () => {
  expect(createNames(none, {}).machine).not.toBe(createNames(none, {}).machine);
});

test.each([
  ['the template', { ...none, custom_resource_build_prefix: 'ours' }, {}],
  ['the environment', none, { PACKER_AZURE_CUSTOM_RESOURCE_BUILD_PREFIX: 'ours' }],
])('%s says what names begin with', (_, options, variables) => {
  expect(createNames(options, variables).machine).toMatch(/^oursvm[a-z0-9]{5}$/u);
});

test('names of the template are taken', () => {
  const options = { ...none, build_resource_group_name: 'builds', temp_compute_name: 'vm1' };
  expect(createNames(options, {})).toMatchObject({ group: 'builds', machine: 'vm1' });
});
