import type { OldTemplate } from './old-template';
import { quote } from './quote';

/** The plugins that Packer's upgrade knows, by what the types of their parts begin with. */
const PLUGINS = [
  'amazon',
  'ansible',
  'azure',
  'docker',
  'googlecompute',
  'qemu',
  'vagrant',
  'virtualbox',
  'vmware',
  'vsphere',
];

/** The settings block: which Packer and which plugins the template needs. */
export function writePackerBlock(template: OldTemplate): string {
  const { minimumVersion, builders, provisioners, chains } = template;
  const types = [...builders, ...provisioners, ...chains.flat()].map(({ type }) => type);
  const plugins = PLUGINS.filter((plugin) => types.some((type) => type.startsWith(plugin)));
  const version = minimumVersion ? `required_version = ${quote(`>= ${minimumVersion}`)}\n` : '';
  const required = plugins.length === 0 ? '' : `required_plugins {\n${plugins.map(writePlugin).join('')}}\n`;
  return version + required === '' ? '' : `packer {\n${version}${required}}\n`;
}

function writePlugin(name: string): string {
  return `${name} = {\nsource = ${quote(`github.com/hashicorp/${name}`)}\nversion = "~> 1"\n}\n`;
}
