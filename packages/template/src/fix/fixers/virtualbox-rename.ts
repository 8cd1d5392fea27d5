import { type JsonObject, memberOf } from '@strata/hcl';
import { createString, rename, set } from '../edit';
import type { Fixer } from '../fixer';
import { ANY, changeBuilders, changeProvisioners } from '../parts';

export const virtualboxRename: Fixer = {
  name: 'virtualbox-rename',
  summary: 'the builder "virtualbox" is called "virtualbox-iso", in "override" too',
  fix: (template) => changeOverrides(changeTypes(template)),
};

const changeTypes = changeBuilders(['virtualbox'], (builder) =>
  set(builder, 'type', createString('virtualbox-iso', builder)),
);

const changeOverrides = changeProvisioners(ANY, (provisioner) => {
  const override = memberOf(provisioner, 'override');
  return override?.kind === 'object' ? set(provisioner, 'override', changeKeys(override)) : provisioner;
});

function changeKeys(override: JsonObject): JsonObject {
  return rename(override, 'virtualbox', 'virtualbox-iso');
}
