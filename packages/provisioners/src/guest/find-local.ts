import { type Diagnostic, Failure } from '@strata/diagnostics';
import { findLocalFile, type LocalFile, type ProvisionContext } from '@strata/sdk';

/** What options name; undefined where they name nothing. */
export interface NamedPaths {
  readonly files?: readonly (string | undefined)[];
  readonly folders?: readonly (string | undefined)[];
  /** Files or folders. */
  readonly either?: readonly (string | undefined)[];
}

/** Finds a path by what the user wrote. */
export type FindLocal = (given: string | undefined) => LocalFile | undefined;

/** Looks for everything before anything is sent; throws one `Failure` of all that is missing or of the wrong kind. */
export async function findAllLocal(
  context: ProvisionContext,
  { files = [], folders = [], either = [] }: NamedPaths,
): Promise<FindLocal> {
  const looked = await Promise.all([
    look(context, either, 'either'),
    look(context, files, 'file'),
    look(context, folders, 'directory'),
  ]);
  const problems = looked.flatMap((one) => one.problems);
  if (problems.length > 0) throw new Failure(problems);
  const found = looked.flatMap((one) => one.found);
  return (given) => found.find((file) => file.given === given);
}

interface Looked {
  readonly found: readonly LocalFile[];
  readonly problems: readonly Diagnostic[];
}

async function look(
  context: ProvisionContext,
  paths: readonly (string | undefined)[],
  wanted: Parameters<typeof findLocalFile>[2],
): Promise<Looked> {
  const named = paths.filter((path) => path !== undefined);
  try {
    return { found: await findLocalFile(context, named, wanted), problems: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { found: [], problems: error.diagnostics };
  }
}
