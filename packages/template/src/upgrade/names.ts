import { type JsonNode, memberOf } from '@strata/hcl';
import { parsePieces } from '../go-template/parse';
import type { Operand, Piece } from '../go-template/pipeline';
import type { OldTemplate } from './old-template';
import { getText } from './old-template';
import { toIdentifier } from './quote';

/** What a variable becomes: one that can be given, or a local, as only locals may call functions. */
export interface NewVariable {
  /** As the JSON template calls it. */
  readonly old: string;
  /** As HCL can call it. */
  readonly name: string;
  readonly kind: 'var' | 'local';
  readonly sensitive: boolean;
  /** Absent when the variable must be given. */
  readonly value?: JsonNode;
}

/** Every variable that the template declares or uses, by its old name. */
export function getNewVariables(template: OldTemplate): ReadonlyMap<string, NewVariable> {
  const olds = new Set([
    ...(template.variables?.members ?? []).map(({ name }) => name.string),
    ...findUsed(template.root),
  ]);
  const taken = new Set<string>();
  return new Map([...olds].map((old) => [old, getNewVariable(old, template, taken)]));
}

function getNewVariable(old: string, { variables, sensitive }: OldTemplate, taken: Set<string>): NewVariable {
  const given = variables && memberOf(variables, old);
  const value = given?.kind === 'null' ? undefined : given;
  const text = getText(value);
  const kind = text !== undefined && callsFunctions(text) ? 'local' : 'var';
  return {
    old,
    name: takeName(getWanted(old, kind), taken),
    kind,
    sensitive: sensitive.has(old),
    ...(value && { value }),
  };
}

/** The local that stands for `{{timestamp}}` has that name already. */
function getWanted(old: string, kind: NewVariable['kind']): string {
  return kind === 'local' && old === 'timestamp' ? 'timestamp_variable' : toIdentifier(old);
}

/** A name that nobody has yet: the given one, or with a number behind it. */
export function takeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
  taken.add(name);
  return name;
}

/** What the default of a variable cannot call in HCL. Others are left to the parts that know them. */
const NOT_IN_DEFAULTS = new Set(
  'aws_secretsmanager aws_secretsmanager_raw consul_key isotime lower packer_version pwd replace replace_all split strftime template_dir timestamp upper user uuid vault'.split(
    ' ',
  ),
);

function callsFunctions(text: string): boolean {
  return parsePieces(text).some((piece) => getCalls(piece).some(({ word }) => NOT_IN_DEFAULTS.has(word)));
}

function findUsed(node: JsonNode): readonly string[] {
  if (node.kind === 'array') return node.items.flatMap(findUsed);
  if (node.kind === 'object') return node.members.flatMap(({ value }) => findUsed(value));
  if (node.kind !== 'string' || !node.string.includes('{{')) return [];
  return parsePieces(node.string)
    .flatMap(getCalls)
    .flatMap(({ word, args: [name] }) => (word === 'user' && name?.kind === 'string' ? [name.string] : []));
}

interface Call {
  readonly word: string;
  readonly args: readonly Operand[];
}

function getCalls(piece: Piece): readonly Call[] {
  return piece.kind === 'action' ? (piece.pipeline ?? []).flatMap(getCallsOf) : [];
}

function getCallsOf([first, ...args]: readonly Operand[]): readonly Call[] {
  const inner = args.flatMap((arg) => {
    if (arg.kind === 'pipeline') return arg.pipeline.flatMap(getCallsOf);
    return arg.kind === 'word' ? [{ word: arg.word, args: [] }] : [];
  });
  return first?.kind === 'word' ? [{ word: first.word, args }, ...inner] : inner;
}
