import { remove, rename } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const parallelsDeprecations: Fixer = {
  name: 'parallels-deprecations',
  summary: '"parallels_tools_host_path" goes; "guest_os_distribution" of Parallels becomes "guest_os_type"',
  fix: changeBuilders(['parallels-iso', 'parallels-pvm'], (builder) =>
    rename(remove(builder, 'parallels_tools_host_path'), 'guest_os_distribution', 'guest_os_type'),
  ),
};
