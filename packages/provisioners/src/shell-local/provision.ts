import type { Provisioner } from '@strata/sdk';
import { runLocalScripts, type shellLocalSchema } from '@strata/sdk/scripts';

export const shellLocal: Provisioner<typeof shellLocalSchema> = { provision: runLocalScripts };
