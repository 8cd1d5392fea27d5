import { quote } from '../../text/quote';
import { Type } from '../../types/type';
import { textOf } from '../access';
import { define, parameter } from '../define';
import type { FunctionPorts } from '../ports';
import { fieldOf, fieldsOf } from './secret-fields';
import { takeValue } from './take-value';

/** The path of a KV v2 store has `data` in it, as in `secret/data/hello`. */
export const createVault = ({ remote }: Pick<FunctionPorts, 'remote'>) =>
  define({
    description:
      'The value of a key in a secret of Vault, from a KV store of version 1 or 2. Needs VAULT_ADDR, and VAULT_TOKEN or ~/.vault-token. Sensitive.',
    parameters: [parameter.string('path'), parameter.string('key')],
    returns: Type.string,
    call([path, key]) {
      const name = textOf(path);
      return takeValue(remote, { service: 'vault', name }, (text) =>
        fieldOf(fieldsOf(text) ?? new Map(), textOf(key), `the secret ${quote(name)} of Vault`),
      );
    },
  });
