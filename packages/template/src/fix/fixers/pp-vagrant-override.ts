import { has, remove, set } from '../edit';
import type { Fixer } from '../fixer';
import { changePostProcessors } from '../parts';

export const ppVagrantOverride: Fixer = {
  name: 'pp-vagrant-override',
  summary: 'options for one provider of the post-processor "vagrant" move into "override"',
  fix: changePostProcessors(['vagrant'], (vagrant) => {
    if (!PROVIDERS.some((name) => has(vagrant, name))) return vagrant;
    const members = vagrant.members.filter(({ name }) => PROVIDERS.includes(name.string));
    return set(remove(vagrant, ...PROVIDERS), 'override', { ...vagrant, members });
  }),
};

const PROVIDERS = ['aws', 'digitalocean', 'virtualbox', 'vmware'];
