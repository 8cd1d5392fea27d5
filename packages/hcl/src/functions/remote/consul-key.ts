import { Type } from '../../types/type';
import { textOf } from '../access';
import { define, parameter } from '../define';
import type { FunctionPorts } from '../ports';
import { takeValue } from './take-value';

export const createConsulKey = ({ remote }: Pick<FunctionPorts, 'remote'>) =>
  define({
    description:
      'The value of a key in the KV store of Consul. Reads CONSUL_HTTP_ADDR and CONSUL_HTTP_TOKEN. Sensitive.',
    parameters: [parameter.string('key')],
    returns: Type.string,
    call: ([key]) => takeValue(remote, { service: 'consul', name: textOf(key) }, (text) => text),
  });
