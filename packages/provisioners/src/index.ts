import type { ProvisionerDefinition } from '@strata/sdk';

export { problem as codes } from './codes';

/** Every provisioner by its type. A definition is loaded when it is asked for: a template uses few of them. */
export const provisioners = {
  shell: () => (require('./shell/definition') as typeof import('./shell/definition')).shellDefinition,
  'shell-local': () =>
    (require('./shell-local/definition') as typeof import('./shell-local/definition')).shellLocalDefinition,
  file: () => (require('./file/definition') as typeof import('./file/definition')).fileDefinition,
  'image-copy': () =>
    (require('./image-copy/definition') as typeof import('./image-copy/definition')).imageCopyDefinition,
  ansible: () => (require('./ansible/definition') as typeof import('./ansible/definition')).ansibleDefinition,
  'ansible-local': () =>
    (require('./ansible-local/definition') as typeof import('./ansible-local/definition'))
      .ansibleLocalDefinition,
  'puppet-masterless': () =>
    (require('./puppet-masterless/definition') as typeof import('./puppet-masterless/definition'))
      .puppetMasterlessDefinition,
  'chef-solo': () =>
    (require('./chef-solo/definition') as typeof import('./chef-solo/definition')).chefSoloDefinition,
  'salt-masterless': () =>
    (require('./salt-masterless/definition') as typeof import('./salt-masterless/definition'))
      .saltMasterlessDefinition,
  powershell: () =>
    (require('./powershell/definition') as typeof import('./powershell/definition')).powershellDefinition,
  'windows-shell': () =>
    (require('./windows-shell/definition') as typeof import('./windows-shell/definition'))
      .windowsShellDefinition,
  'windows-restart': () =>
    (require('./windows-restart/definition') as typeof import('./windows-restart/definition'))
      .windowsRestartDefinition,
  sleep: () => (require('./sleep/definition') as typeof import('./sleep/definition')).sleepDefinition,
  breakpoint: () =>
    (require('./breakpoint/definition') as typeof import('./breakpoint/definition')).breakpointDefinition,
} satisfies Readonly<Record<string, () => ProvisionerDefinition>>;
