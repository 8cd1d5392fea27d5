/** Packer's well-known plugins, by the word that the types of their parts begin with. */
const PLUGINS: Readonly<Record<string, string>> = {
  alicloud: 'github.com/hashicorp/alicloud',
  amazon: 'github.com/hashicorp/amazon',
  ansible: 'github.com/hashicorp/ansible',
  azure: 'github.com/hashicorp/azure',
  chef: 'github.com/hashicorp/chef',
  digitalocean: 'github.com/digitalocean/digitalocean',
  docker: 'github.com/hashicorp/docker',
  googlecompute: 'github.com/hashicorp/googlecompute',
  hcloud: 'github.com/hetznercloud/hcloud',
  hyperv: 'github.com/hashicorp/hyperv',
  lxc: 'github.com/hashicorp/lxc',
  lxd: 'github.com/hashicorp/lxd',
  openstack: 'github.com/hashicorp/openstack',
  oracle: 'github.com/hashicorp/oracle',
  parallels: 'github.com/Parallels/parallels',
  proxmox: 'github.com/hashicorp/proxmox',
  puppet: 'github.com/hashicorp/puppet',
  qemu: 'github.com/hashicorp/qemu',
  salt: 'github.com/hashicorp/salt',
  tart: 'github.com/cirruslabs/tart',
  vagrant: 'github.com/hashicorp/vagrant',
  virtualbox: 'github.com/hashicorp/virtualbox',
  vmware: 'github.com/vmware/vmware',
  vsphere: 'github.com/vmware/vsphere',
  windows: 'github.com/rgl/windows-update',
};

/** Parts of Packer itself. */
const CORE = new Set([
  'artifice',
  'breakpoint',
  'checksum',
  'compress',
  'file',
  'hcp-sbom',
  'http',
  'manifest',
  'null',
  'powershell',
  'shell',
  'shell-local',
  'sleep',
  'windows-restart',
  'windows-shell',
]);

/** Where Packer has a part of this type from: itself, or a plugin, by the names that a template requires it under first. */
export function findOrigin(
  type: string,
  required: ReadonlyMap<string, { readonly source: string }>,
): string | undefined {
  if (CORE.has(type)) return 'Packer itself';
  const beginnings = getBeginnings(type);
  const named = beginnings.find((word) => required.has(word));
  if (named !== undefined) return `the plugin ${required.get(named)?.source}`;
  const known = beginnings.find((word) => Object.hasOwn(PLUGINS, word));
  return known === undefined ? undefined : `the plugin ${PLUGINS[known]}`;
}

/** `a-b-c`, `a-b`, `a`: a plugin's part is called like the plugin, or its name comes behind a dash. */
function getBeginnings(type: string): readonly string[] {
  const words = type.split('-');
  return words.map((_, index) => words.slice(0, words.length - index).join('-'));
}
