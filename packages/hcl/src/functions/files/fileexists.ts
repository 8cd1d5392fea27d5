import { Type } from '../../types/type';
import { Value } from '../../values/value';
import { textOf } from '../access';
import { define, parameter } from '../define';
import { failArgument } from '../failure';
import type { FunctionPorts } from '../ports';
import { resolvePath } from './resolve';

export const createFileexists = (ports: FunctionPorts) =>
  define({
    description: 'Whether there is a regular file; relative paths start from path.root.',
    parameters: [parameter.string('path')],
    returns: Type.bool,
    call([path]) {
      const given = textOf(path);
      const kind = ports.files.kind(resolvePath(given, ports.root, ports));
      if (kind === 'directory' || kind === 'other') failArgument(0, `${given} is not a regular file`);
      return Value.bool(kind === 'file');
    },
  });
