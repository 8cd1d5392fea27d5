import { defineText } from '../define';
import type { FunctionPorts } from '../ports';

/** Only in defaults of variables, so that all that a template takes from the environment has a name in it. */
export const createEnv = ({ environment }: FunctionPorts) =>
  defineText('The value of an environment variable, or an empty text.', ['key'], (key) =>
    Object.hasOwn(environment, key) ? (environment[key] ?? '') : '',
  );
