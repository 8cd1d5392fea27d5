import { quote } from '../../text/quote';
import { Type } from '../../types/type';
import type { Value } from '../../values/value';
import { textOf } from '../access';
import { define, parameter } from '../define';
import { fail } from '../failure';
import type { FunctionPorts } from '../ports';
import { fieldOf, fieldsOf, listed } from './secret-fields';
import { takeValue } from './take-value';

const service = 'aws-secrets-manager';

export const createAwsSecretsmanager = ({ remote }: Pick<FunctionPorts, 'remote'>) =>
  define({
    description:
      'The value of a key in a secret of AWS Secrets Manager; with null or "" as key that of the only one, or the whole of a secret without keys. Credentials as for every AWS tool. Sensitive.',
    parameters: [parameter.string('name'), parameter.string('key', { allowNull: true })],
    returns: Type.string,
    call([secret, key]) {
      const name = textOf(secret);
      return takeValue(remote, { service, name }, (text) => pick(text, key, name));
    },
  });

export const createAwsSecretsmanagerRaw = ({ remote }: Pick<FunctionPorts, 'remote'>) =>
  define({
    description:
      'The whole text of a secret of AWS Secrets Manager. Credentials as for every AWS tool. Sensitive.',
    parameters: [parameter.string('name')],
    returns: Type.string,
    call: ([name]) => takeValue(remote, { service, name: textOf(name) }, (text) => text),
  });

/** A secret without keys is given whole whatever key was asked for, as upstream does. */
function pick(text: string, key: Value | undefined, name: string): string {
  const fields = fieldsOf(text);
  if (fields === undefined) return text;
  const secret = `the secret ${quote(name)} of AWS`;
  const wanted = key?.kind === 'string' ? key.string : '';
  if (wanted !== '') return fieldOf(fields, wanted, secret);
  const [only, ...others] = fields.keys();
  if (only === undefined || others.length > 0)
    return fail(
      `${secret} has not one key, so name the one that is meant: it has ${listed([...fields.keys()])}`,
    );
  return fieldOf(fields, only, secret);
}
