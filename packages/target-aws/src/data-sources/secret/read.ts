import { type DataSource, Secret } from '@strata/sdk';
import { getGiven } from '../../client/variables';
import { askForData } from '../with-session';
import { chooseValue } from './choose-value';
import type { secretSchema } from './schema';

/** What AWS calls the newest version. */
const NEWEST = 'AWSCURRENT';

export const secretData: DataSource<typeof secretSchema> = {
  async read(context, options) {
    const { name, key } = options;
    const version = getGiven(options.version_id);
    const stage = getGiven(options.version_stage) ?? (version === undefined ? NEWEST : undefined);
    const request = { action: 'GetSecretValue', what: `data.amazon-secretsmanager "${name}"` };
    const found = await askForData(context, options, request, (session) =>
      session.secretsManager().getSecretValue(
        {
          SecretId: name,
          ...(version !== undefined && { VersionId: version }),
          ...(stage !== undefined && { VersionStage: stage }),
        },
        { abortSignal: context.signal },
      ),
    );
    const text = found.SecretString ?? '';
    return {
      value: new Secret(chooseValue(text, name, getGiven(key))),
      secret_string: new Secret(text),
      secret_binary: new Secret(Buffer.from(found.SecretBinary ?? []).toString('base64')),
      version_id: found.VersionId ?? '',
    };
  },
};
