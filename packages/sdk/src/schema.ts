import type { Diagnostic, Range } from '@strata/diagnostics';
import type { InputReference } from './parts';
import type { Text } from './secret';

/** What an option may hold. `duration` is Go's form (`1h2m3s`) given to the part in milliseconds. */
export type OptionType =
  | 'string'
  | 'number'
  | 'bool'
  | 'duration'
  | 'any'
  /** `data.strata-image.x.layers` or `data.strata-output.x.files`. */
  | 'input'
  | { readonly list: OptionType }
  | { readonly map: OptionType }
  | { readonly object: Readonly<Record<string, OptionType>> };

/** One attribute of a block. */
export interface OptionSpec {
  readonly type: OptionType;
  /** One sentence for the reference page. */
  readonly doc: string;
  readonly required?: boolean;
  readonly default?: unknown;
  /**
   * `result`: a change makes another image, so the option is part of the layer's key. `run`: it only changes how the
   * work is done (timeouts, retries, log level) and never enters a key.
   */
  readonly affects: 'result' | 'run';
  /** The string (or each string of the list) is a path whose content is an input of the layer. */
  readonly path?: 'file' | 'directory' | 'either';
  /** When given, the option is a path of this machine only if this says so (`source` of a download is not). */
  readonly pathWhen?: (options: Readonly<Record<string, unknown>>) => boolean;
  /** The last part of the path, and whether it ends in `/`, decide about the result too (a copy into a folder). */
  readonly named?: true;
  /** The option takes sensitive values, given to the part as `Secret`; they enter the key as an HMAC. */
  readonly secret?: boolean;
  /** The only values allowed. */
  readonly allowed?: readonly string[];
}

/** A block's attributes, nested blocks and the rules between them. */
export interface BlockSchema {
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly blocks?: Readonly<Record<string, NestedBlock>>;
  /** Checks over several options, run after each was checked by itself. */
  readonly rules?: readonly OptionRule[];
}

export interface NestedBlock {
  readonly schema: BlockSchema;
  readonly doc: string;
  /** `one` gives an object or nothing, `many` a list. */
  readonly count: 'one' | 'many';
  readonly required?: boolean;
}

/**
 * Says what is wrong with options that are each right by themselves; `at` finds where an option stands, `write` puts an
 * option and its value as the template at hand writes them: `mode = "0640"`, in JSON `"mode": "0640"`.
 */
export type OptionRule = (
  options: Readonly<Record<string, unknown>>,
  at: (option?: string) => Range | undefined,
  write: (option: string, value: string) => string,
) => readonly Diagnostic[];

export type ValueOf<T extends OptionType> = T extends 'string'
  ? string
  : T extends 'number' | 'duration'
    ? number
    : T extends 'bool'
      ? boolean
      : T extends 'input'
        ? InputReference
        : T extends 'any'
          ? unknown
          : T extends { readonly list: infer E extends OptionType }
            ? readonly ValueOf<E>[]
            : T extends { readonly map: infer E extends OptionType }
              ? Readonly<Record<string, ValueOf<E>>>
              : T extends { readonly object: infer O extends Readonly<Record<string, OptionType>> }
                ? { readonly [K in keyof O]: ValueOf<O[K]> }
                : never;

/** Sensitive options are text, lists of text or maps of text; nothing else can be masked. */
type SecretOf<T extends OptionType> = T extends 'string'
  ? Text
  : T extends { readonly list: 'string' }
    ? readonly Text[]
    : T extends { readonly map: 'string' }
      ? Readonly<Record<string, Text>>
      : never;

type Given<S extends OptionSpec> = S extends { readonly secret: true }
  ? SecretOf<S['type']>
  : ValueOf<S['type']>;

type Optional<S extends OptionSpec> = S extends { readonly required: true }
  ? Given<S>
  : S extends { readonly default: unknown }
    ? Given<S>
    : Given<S> | undefined;

type BlockOf<B extends NestedBlock> = B['count'] extends 'many'
  ? readonly OptionsOf<B['schema']>[]
  : OptionsOf<B['schema']> | undefined;

/** The TypeScript type of a decoded block: what `run` of a part is given. A schema not known in detail gives a bag. */
export type OptionsOf<S extends BlockSchema> = string extends keyof S['options']
  ? Readonly<Record<string, unknown>>
  : { readonly [K in keyof S['options']]: Optional<S['options'][K]> } & (S['blocks'] extends Readonly<
      Record<string, NestedBlock>
    >
      ? { readonly [K in keyof S['blocks']]: BlockOf<S['blocks'][K]> }
      : unknown);

/** Keeps the literal types of a schema so that `OptionsOf` can read them. */
export function defineSchema<const S extends BlockSchema>(schema: S): S {
  return schema;
}
