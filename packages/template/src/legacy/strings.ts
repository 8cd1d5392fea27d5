import { type Expression, Value } from '@strata/hcl';
import { parsePieces } from '../go-template/parse';
import {
  createCall,
  createReference,
  getLiteral,
  getReference,
  translatePieces,
  type Words,
} from '../go-template/translate';
import type { StringReader } from './to-expression';

/** Words of a template's strings; `env` is there only in the values of variables. */
export function createWords(now: () => number): Words {
  return {
    user: (args, range) => getNamed('var', args, range),
    build: (args, range) => getNamed('build', args, range),
    build_name: createReference('source', 'name'),
    timestamp: (_, range) => getLiteral(Value.string(String(Math.floor(now() / 1000))), range),
  };
}

/** The words of variables' values; tells which names of the environment they read. */
export function createVariableWords(now: () => number, readsEnvironment: (name: string) => void): Words {
  return {
    ...createWords(now),
    env: (args, range) => {
      const name = getText(args[0]);
      if (name !== undefined) readsEnvironment(name);
      return createCall('env')(args, range);
    },
  };
}

function getNamed(
  root: string,
  args: readonly Expression[],
  range: Expression['range'],
): Expression | undefined {
  const name = getText(args[0]);
  return name === undefined || args.length > 1 ? undefined : getReference(root, [name], range);
}

function getText(expr: Expression | undefined): string | undefined {
  return expr?.kind === 'literal' && expr.value.kind === 'string' ? expr.value.string : undefined;
}

/** Reads a JSON string as an expression: text in which some actions were translated. */
export function createStringReader(words: Words): StringReader {
  return ({ string, range }) => {
    if (!string.includes('{{')) return getLiteral(Value.string(string), range);
    const parts = translatePieces(parsePieces(string), words, range).map((part) =>
      typeof part === 'string' ? getLiteral(Value.string(part), range) : part,
    );
    return { kind: 'template', parts, range };
  };
}
