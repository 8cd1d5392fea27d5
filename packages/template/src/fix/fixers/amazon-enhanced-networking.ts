import { getBool, rename } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const amazonEnhancedNetworking: Fixer = {
  name: 'amazon-enhanced-networking',
  summary: '"enhanced_networking" of Amazon becomes "ena_support"',
  fix: changeBuilders(['amazon-*'], (builder) =>
    getBool(builder, 'enhanced_networking') === undefined
      ? builder
      : rename(builder, 'enhanced_networking', 'ena_support'),
  ),
};
