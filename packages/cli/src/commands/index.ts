import type { Command } from './command';

/** A command as help lists it. What it does is loaded when it is called: nobody waits for the others. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Command;
}

/** Every command, in the order in which help shows them. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'build',
    summary: 'build images from templates, parents first; what is stored is not built again',
    load: () => (require('./build') as typeof import('./build')).build,
  },
  {
    name: 'validate',
    summary: 'check templates, options and references without building anything',
    load: () => (require('./validate') as typeof import('./validate')).validate,
  },
  {
    name: 'fmt',
    summary: 'give templates and files of values their canonical layout',
    load: () => (require('./fmt/fmt') as typeof import('./fmt/fmt')).fmt,
  },
  {
    name: 'inspect',
    summary: 'show what a template declares, with the values of its variables and locals',
    load: () => (require('./inspect') as typeof import('./inspect')).inspect,
  },
  {
    name: 'console',
    summary: 'evaluate expressions with the variables, locals and functions of a template',
    load: () => (require('./console') as typeof import('./console')).consoleCommand,
  },
  {
    name: 'hcl2_upgrade',
    summary: 'write a JSON template in HCL2',
    load: () => (require('./hcl2-upgrade') as typeof import('./hcl2-upgrade')).hcl2Upgrade,
  },
  {
    name: 'fix',
    summary: 'bring a JSON template for an older Packer up to date',
    load: () => (require('./fix') as typeof import('./fix')).fix,
  },
  {
    name: 'plan',
    summary: 'show what a build would do: the layers, and which of them are stored already',
    load: () => (require('./plan') as typeof import('./plan')).plan,
  },
  {
    name: 'why',
    summary: 'tell what changed since the last build of an image',
    load: () => (require('./why') as typeof import('./why')).why,
  },
  {
    name: 'shell',
    summary: 'open a shell inside an image, at any of its layers; changes are thrown away',
    load: () => (require('./shell') as typeof import('./shell')).shell,
  },
  {
    name: 'boot',
    summary: 'start a built image as a machine under QEMU; what is changed in it is thrown away',
    load: () => (require('./boot') as typeof import('./boot')).boot,
  },
  {
    name: 'test',
    summary: 'run the tests of an image, and of the images it stands on, inside of it',
    load: () => (require('./test') as typeof import('./test')).test,
  },
  {
    name: 'lock',
    summary: 'look up what bases consist of today, and keep it in images.lock.json',
    load: () => (require('./lock') as typeof import('./lock')).lock,
  },
  {
    name: 'export',
    summary: 'write a built image as an OCI layout, a docker-archive or a tar of its files',
    load: () => (require('./export') as typeof import('./export')).exportCommand,
  },
  {
    name: 'publish',
    summary: 'send a built and tested image to registries; what is there already is not sent',
    load: () => (require('./publish') as typeof import('./publish')).publish,
  },
  {
    name: 'release',
    summary: 'publish several images as one set, seen as a whole or not at all',
    load: () => (require('./release') as typeof import('./release')).release,
  },
  {
    name: 'promote',
    summary: 'have a channel hold a published version, in all regions at once',
    load: () => (require('./promote') as typeof import('./promote')).promote,
  },
  {
    name: 'deprecate',
    summary: 'show a published version to nobody else any more, from a day on',
    load: () => (require('./deprecate') as typeof import('./deprecate')).deprecate,
  },
  {
    name: 'collect-image',
    summary: 'put published images aside that nothing needs any more, and remove them later',
    load: () => (require('./collect-image') as typeof import('./collect-image')).collectImage,
  },
  {
    name: 'preflight',
    summary: 'say what a build or a publication in AWS or Azure would lack, before anything is made',
    load: () => (require('./preflight') as typeof import('./preflight')).preflight,
  },
  {
    name: 'iam-policy',
    summary: 'print the policy of IAM that a build or a publication needs, and no more',
    load: () => (require('./iam-policy') as typeof import('./iam-policy')).iamPolicy,
  },
  {
    name: 'azure-role',
    summary: 'print the custom role of Azure that a build or a publication needs, and no more',
    load: () => (require('./azure-role') as typeof import('./azure-role')).azureRole,
  },
  {
    name: 'package-vm-app',
    summary: 'make the package of a VM application of Azure, the same bytes wherever it is made',
    load: () => (require('./package-vm-app') as typeof import('./package-vm-app')).packageVmApp,
  },
  {
    name: 'test-vm-app',
    summary: 'install, update and remove a VM application inside an image, as the agent of Azure does',
    load: () => (require('./test-vm-app') as typeof import('./test-vm-app')).testVmApp,
  },
  {
    name: 'publish-vm-app',
    summary: 'bring a VM application that was tried to a gallery of Azure',
    load: () => (require('./publish-vm-app') as typeof import('./publish-vm-app')).publishVmApp,
  },
  {
    name: 'diff',
    summary: 'tell two images apart: packages, units, accounts, ports and files, without booting them',
    load: () => (require('./diff') as typeof import('./diff')).diff,
  },
  {
    name: 'provenance',
    summary: 'write what a built image was made of, as SLSA provenance, signed or not',
    load: () => (require('./provenance') as typeof import('./provenance')).provenance,
  },
  {
    name: 'verify',
    summary: 'hold the provenance of an image against its signature and against what is there',
    load: () => (require('./verify') as typeof import('./verify')).verify,
  },
  {
    name: 'collect',
    summary: 'remove stored layers that no image of the workspace needs',
    load: () => (require('./collect') as typeof import('./collect')).collect,
  },
  {
    name: 'report',
    summary: 'write the page of a build from its event file',
    load: () => (require('./report') as typeof import('./report')).report,
  },
  {
    name: 'sweep',
    summary: 'remove what killed builds left behind',
    load: () => (require('./sweep') as typeof import('./sweep')).sweep,
  },
];
