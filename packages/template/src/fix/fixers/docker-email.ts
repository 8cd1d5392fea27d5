import type { JsonObject } from '@strata/hcl';
import { remove } from '../edit';
import type { Fixer } from '../fixer';
import { ANY, changeBuilders, changePostProcessors } from '../parts';

export const dockerEmail: Fixer = {
  name: 'docker-email',
  summary: '"login_email" of Docker goes',
  fix: (template) => inPostProcessors(inBuilders(template)),
};

const withoutEmail = (part: JsonObject) => remove(part, 'login_email');
const inBuilders = changeBuilders(ANY, withoutEmail);
const inPostProcessors = changePostProcessors(ANY, withoutEmail);
