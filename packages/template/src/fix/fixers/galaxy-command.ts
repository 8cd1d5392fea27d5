import { getString, has, renameUnlessSet } from '../edit';
import type { Fixer } from '../fixer';
import { changeProvisioners } from '../parts';

export const galaxyCommand: Fixer = {
  name: 'galaxy-command',
  summary: '"galaxycommand" of ansible-local becomes "galaxy_command"',
  fix: changeProvisioners(['ansible-local'], (provisioner) =>
    has(provisioner, 'galaxy_command') || getString(provisioner, 'galaxycommand') !== undefined
      ? renameUnlessSet(provisioner, 'galaxycommand', 'galaxy_command')
      : provisioner,
  ),
};
