import { rename } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const amazonShutdownBehavior: Fixer = {
  name: 'amazon-shutdown_behavior',
  summary: '"shutdown_behaviour" of Amazon becomes "shutdown_behavior"',
  fix: changeBuilders(['amazon-*'], (builder) => rename(builder, 'shutdown_behaviour', 'shutdown_behavior')),
};
