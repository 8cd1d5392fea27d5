import { remove } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const parallelsHeadless: Fixer = {
  name: 'parallels-headless',
  summary: '"headless" of Parallels, which does nothing, goes',
  fix: changeBuilders(['parallels-iso', 'parallels-pvm'], (builder) => remove(builder, 'headless')),
};
