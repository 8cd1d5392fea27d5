import { getString, renameUnlessSet } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const scalewayAccessKey: Fixer = {
  name: 'scaleway-access-key',
  summary: '"access_key" of Scaleway becomes "organization_id"',
  fix: changeBuilders(['scaleway'], (builder) =>
    getString(builder, 'access_key') === undefined
      ? builder
      : renameUnlessSet(builder, 'access_key', 'organization_id'),
  ),
};
