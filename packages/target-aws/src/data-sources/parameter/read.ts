import { type DataSource, Secret } from '@strata/sdk';
import { askForData } from '../with-session';
import type { parameterSchema } from './schema';

export const parameterData: DataSource<typeof parameterSchema> = {
  async read(context, options) {
    const { name, with_decryption: isDecrypted } = options;
    const request = { action: 'GetParameter', what: `data.amazon-parameterstore "${name}"` };
    const { Parameter: found = {} } = await askForData(context, options, request, (session) =>
      session
        .ssm()
        .getParameter({ Name: name, WithDecryption: isDecrypted }, { abortSignal: context.signal }),
    );
    const value = found.Value ?? '';
    return {
      value: isDecrypted ? new Secret(value) : value,
      version: String(found.Version ?? ''),
      arn: found.ARN ?? '',
    };
  },
};
