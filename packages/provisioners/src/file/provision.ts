import type { ProvisionContext, Provisioner } from '@strata/sdk';
import { download } from './download';
import { type FileOptions, type fileSchema, isUpload } from './schema';
import { upload } from './upload';

export const file: Provisioner<typeof fileSchema> = {
  provision: (context: ProvisionContext, options: FileOptions) =>
    isUpload(options) ? upload(context, options) : download(context, options),
};
