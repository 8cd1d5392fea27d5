import { type Checked, type Diagnostic, suggest } from '@strata/diagnostics';
import { problem } from './codes';

/** One flag of a command, written as Packer's are: `-name`, `-name=value`, `-name value`, or with two dashes. */
export interface FlagSpec {
  /** `switch` takes no value or `=true`/`=false`; `list` may be given many times. */
  readonly kind: 'switch' | 'text' | 'number' | 'list';
  /** Of a switch: how it stands when it is not given. @default false */
  readonly initially?: boolean;
  readonly doc: string;
  /** What stands for the value in help: `-var NAME=VALUE`. */
  readonly placeholder?: string;
  readonly allowed?: readonly string[];
  /** A switch that is neither on nor off until it is given. @default off */
  readonly undecided?: true;
}

export type FlagSpecs = Readonly<Record<string, FlagSpec>>;

type FlagValue<S extends FlagSpec> = S['kind'] extends 'switch'
  ? S['undecided'] extends true
    ? boolean | undefined
    : boolean
  : S['kind'] extends 'list'
    ? readonly string[]
    : S['kind'] extends 'number'
      ? number | undefined
      : string | undefined;

/** Flags by name, and what is left: the positional arguments. */
export interface Parsed<S extends FlagSpecs> {
  readonly flags: { readonly [K in keyof S]: FlagValue<S[K]> };
  readonly rest: readonly string[];
}

/** Keeps a command's flags typed by name. */
export function defineFlags<const S extends FlagSpecs>(specs: S): S {
  return specs;
}

/** Reads arguments by a command's flags. All problems are told, not the first. `--` ends the flags. */
export function parseFlags<S extends FlagSpecs>(specs: S, args: readonly string[]): Checked<Parsed<S>> {
  const flags: Record<string, boolean | number | string | string[] | undefined> = {};
  for (const [name, spec] of Object.entries(specs)) flags[name] = initial(spec);
  const rest: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const queue = [...args];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--') {
      rest.push(...queue.splice(0));
    } else if (!/^--?[a-z]/i.test(word)) {
      rest.push(word);
    } else {
      const [name, inline] = split(word);
      const spec = specs[name];
      if (!spec) {
        diagnostics.push(unknownFlag(word, name, specs));
        continue;
      }
      const value = spec.kind === 'switch' ? (inline ?? 'true') : (inline ?? queue.shift());
      const read = readValue(name, spec, value);
      if ('problem' in read) diagnostics.push(read.problem);
      else if (spec.kind === 'list') (flags[name] as string[]).push(read.value as string);
      else flags[name] = read.value;
    }
  }
  return { value: { flags: flags as Parsed<S>['flags'], rest }, diagnostics };
}

function initial(spec: FlagSpec) {
  if (spec.kind === 'switch') return spec.undecided ? undefined : (spec.initially ?? false);
  return spec.kind === 'list' ? [] : undefined;
}

function split(word: string): [name: string, inline: string | undefined] {
  const bare = word.replace(/^--?/, '');
  const equals = bare.indexOf('=');
  return equals < 0 ? [bare, undefined] : [bare.slice(0, equals), bare.slice(equals + 1)];
}

/** The spellings that Go's flags take. */
const SWITCH = /^(?:1|0|t|f|T|F|true|false|TRUE|FALSE|True|False)$/;

type Read = { readonly value: boolean | number | string } | { readonly problem: Diagnostic };

function readValue(name: string, spec: FlagSpec, value: string | undefined): Read {
  if (value === undefined) {
    return {
      problem: problem('CLI003', {
        detail: `-${name} takes ${spec.placeholder ?? 'a value'}, and none was given.`,
      }),
    };
  }
  const refuse = (allowed: string): Read => ({
    problem: problem('CLI004', { detail: `-${name} was given "${value}". Allowed: ${allowed}.` }),
  });
  switch (spec.kind) {
    case 'switch':
      return SWITCH.test(value) ? { value: /^(1|t)/i.test(value) } : refuse('true, false');
    case 'number':
      return /^\d+$/.test(value) ? { value: Number(value) } : refuse('a whole number');
    default:
      return spec.allowed && !spec.allowed.includes(value) ? refuse(spec.allowed.join(', ')) : { value };
  }
}

function unknownFlag(word: string, name: string, specs: FlagSpecs): Diagnostic {
  const known = Object.keys(specs);
  const near = suggest(name, known);
  return problem('CLI002', {
    detail: `This command has no flag "${word}".${near ? ` Did you mean -${near}?` : ''} Flags: ${known.map((flag) => `-${flag}`).join(', ')}.`,
    hint: 'Give -h to see what each flag does.',
  });
}
