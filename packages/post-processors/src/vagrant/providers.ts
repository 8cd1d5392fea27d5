/** Packer's names of Vagrant's providers by the builders whose artifacts they take. */
export const providersByBuilder: Readonly<Record<string, string>> = {
  'transcend.qemu': 'libvirt',
};

export const providers: readonly string[] = [...new Set(Object.values(providersByBuilder))];

/** Providers that Packer makes boxes for and that need artifacts which are not made here. */
export const otherProviders: readonly string[] = [
  'aws',
  'azure',
  'digitalocean',
  'docker',
  'file',
  'google',
  'hyperv',
  'lxc',
  'parallels',
  'scaleway',
  'virtualbox',
  'vmware',
];
