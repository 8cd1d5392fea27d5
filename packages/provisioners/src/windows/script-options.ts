import { defineSchema } from '@strata/sdk';
import { scriptOptions } from '../script-options';

/** Options that `windows-shell` and `powershell` share. */
export const windowsScriptOptions = defineSchema({
  options: {
    ...scriptOptions,
    binary: {
      type: 'bool',
      doc: 'Taken as in Packer; scripts are sent byte for byte in any case.',
      affects: 'result',
      default: false,
    },
  },
}).options;
