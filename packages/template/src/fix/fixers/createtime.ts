import { createString, getString, set } from '../edit';
import type { Fixer } from '../fixer';
import { ANY, changeBuilders } from '../parts';

export const createtime: Fixer = {
  name: 'createtime',
  summary: '".CreateTime" in names of images becomes "timestamp"',
  fix: changeBuilders(ANY, (builder) =>
    NAMES.reduce((changed, name) => {
      const text = getString(changed, name);
      if (text === undefined) return changed;
      return set(changed, name, createString(text.replace(CREATE_TIME, '{{timestamp}}'), builder));
    }, builder),
  ),
};

const NAMES = ['ami_name', 'bundle_prefix', 'snapshot_name'];
const CREATE_TIME = /\{\{\s*\.CreateTime\s*\}\}/gu;
