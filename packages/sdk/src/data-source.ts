import type { Definition, PartContext } from './parts';
import type { Ports } from './ports';
import type { BlockSchema, OptionsOf } from './schema';
import type { Text } from './secret';

/**
 * A data source, by where its value comes from. Of the first two, from the workspace: plan asks for the facts, and
 * `strata-image` and `strata-output` are all there are.
 */
export type DataSourceDefinition<S extends BlockSchema = BlockSchema> =
  | WorkspaceDataDefinition<S>
  | ComputedDataDefinition<S>
  | FetchedDataDefinition<S>;

export interface WorkspaceDataDefinition<S extends BlockSchema = BlockSchema> extends Definition<'data', S> {
  readonly reads: 'image' | 'output';
}

/** What a data source gives, by the names behind `data.TYPE.NAME.`, and of which type each is. */
export type DataTypes = Readonly<Record<string, 'string' | { readonly map: 'string' }>>;

/** What it gave. A sensitive text stays so in the template. */
export type DataValues = Readonly<Record<string, Text | Readonly<Record<string, Text>>>>;

/** Makes its value of its options alone. */
export interface ComputedDataDefinition<S extends BlockSchema = BlockSchema> extends Definition<'data', S> {
  readonly reads: 'nothing';
  readonly gives: DataTypes;
  /** Pure. */
  compute(options: OptionsOf<S>): DataValues;
}

/**
 * Asks the world outside the workspace, when something is built and its value is needed; at other times the value is
 * unknown.
 */
export interface FetchedDataDefinition<S extends BlockSchema = BlockSchema> extends Definition<'data', S> {
  readonly reads: 'world';
  readonly gives: DataTypes;
  load(): Promise<DataSource<S>>;
}

/** What a running data source may use. */
export interface DataContext extends Pick<PartContext, 'signal'> {
  readonly ports: Pick<Ports, 'clock' | 'environment' | 'http'>;
}

export interface DataSource<S extends BlockSchema = BlockSchema> {
  /** Asked once for equal options in a command. @throws Failure that says why there is no value */
  read(context: DataContext, options: OptionsOf<S>): Promise<DataValues>;
}
