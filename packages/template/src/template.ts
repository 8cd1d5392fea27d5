import type { Range } from '@strata/diagnostics';
import type { Body, Expression, FunctionPorts, Type, Value } from '@strata/hcl';

/**
 * What a template says, whichever language it is written in. Frozen; nothing in it was looked up in the world except
 * the values of its variables. Expressions stay unevaluated where a build gives them their meaning.
 */
export interface Template {
  readonly language: 'hcl2' | 'json';
  readonly paths: TemplatePaths;
  /** The text of each file that was read, by the name that ranges use. */
  readonly texts: ReadonlyMap<string, string>;
  readonly description?: string;
  readonly settings: PackerSettings;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly locals: ReadonlyMap<string, Local>;
  /** By `type.name`. */
  readonly data: ReadonlyMap<string, DataBlock>;
  /** By `type.name`. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly builds: readonly Build[];
  /** What its functions read with; evaluation wraps it when it must know what was read. */
  readonly ports: FunctionPorts;
}

export interface TemplatePaths {
  /** Folder of the template, seen from `cwd`: `path.root`. */
  readonly root: string;
  /** `path.cwd`, absolute. */
  readonly cwd: string;
}

export interface PackerSettings {
  readonly requiredVersions: readonly { readonly constraint: string; readonly range: Range }[];
  readonly requiredPlugins: ReadonlyMap<string, RequiredPlugin>;
}

export interface RequiredPlugin {
  readonly source: string;
  readonly version: string;
  readonly range: Range;
}

export interface Variable {
  readonly name: string;
  readonly description?: string;
  readonly sensitive: boolean;
  readonly type: Type;
  /** Absent when the variable must be given. In JSON templates the text as written, its functions not called. */
  readonly default?: Value;
  readonly validations: readonly Validation[];
  /** Names that its default reads with `env()`. */
  readonly environment: readonly string[];
  /** Unknown when it has none, so that everything else can still be checked. Marked when sensitive. */
  readonly value: Value;
  readonly range: Range;
}

export interface Validation {
  readonly condition: Expression;
  readonly message: string;
  readonly range: Range;
}

export interface Local {
  readonly name: string;
  readonly expr: Expression;
  readonly sensitive: boolean;
  readonly range: Range;
}

export interface DataBlock {
  readonly type: string;
  readonly name: string;
  readonly typeRange: Range;
  readonly body: Body;
  readonly range: Range;
}

export interface Source {
  readonly type: string;
  readonly label: string;
  readonly typeRange: Range;
  readonly body: Body;
  readonly range: Range;
}

export interface Build {
  readonly name?: string;
  readonly description?: string;
  readonly uses: readonly SourceUse[];
  /** What it names as its sources, `type.name` of each, whether the template defines them or not. */
  readonly sources: readonly string[];
  readonly provisioners: readonly Provisioner[];
  readonly errorCleanup?: Provisioner;
  /** Each starts from the builder's artifact. */
  readonly chains: readonly (readonly PostProcessor[])[];
  readonly range: Range;
}

/** One use of a source by a build block: what Packer runs. */
export interface SourceUse {
  /** What `-only` and `-except` match: `[build.]type.name`; in JSON the builder's name. */
  readonly id: string;
  readonly source: Source;
  /** `source.name`; the source's label unless the use gives another. */
  readonly name: string;
  /** What `only` and `except` of steps name: `type.name`; in JSON the builder's name. */
  readonly filterName: string;
  /** What the use adds to the source's body. */
  readonly additions?: Body;
  readonly range: Range;
}

/** For which uses a step counts. Names are `type.name`; in JSON the builders' names. */
export interface Filter {
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}

export interface Provisioner extends Filter {
  readonly type: string;
  readonly typeRange: Range;
  readonly name?: string;
  /** An object of objects: by `source.name`, what replaces attributes of the body. */
  readonly override?: Expression;
  /** Milliseconds. */
  readonly pauseBefore?: number;
  readonly maxRetries?: number;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly continueOnError?: boolean;
  /** Without the meta-arguments. */
  readonly body: Body;
  readonly range: Range;
}

export interface PostProcessor extends Filter {
  readonly type: string;
  readonly typeRange: Range;
  readonly name?: string;
  readonly keepInputArtifact?: boolean;
  /** Without the meta-arguments. */
  readonly body: Body;
  readonly range: Range;
}
