import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { getGivenName } from '../image-folders';

/** Name of the file that makes a folder a VM application. */
export const definitionName = 'vm-app.json';

/** Something that another project makes. */
export interface MadeFile {
  readonly project: string;
  /** Undefined when nobody has to make it first. */
  readonly target: string | undefined;
  readonly path: string;
}

/** A VM application as the graph knows it. What is wrong with its file is told by its targets, not here. */
export interface Application {
  /** From the workspace's root. */
  readonly root: string;
  readonly file: string;
  readonly name: string;
  /** Set when the folder does not get its name from a project.json or package.json. */
  readonly isNamedHere: boolean;
  /** Paths of the folder that are packed, from the workspace's root. */
  readonly files: readonly string[];
  readonly made: readonly MadeFile[];
  /** Image that it is tried in. */
  readonly image: string | undefined;
  /** Applications that the machine has before which it is tried in. */
  readonly needs: readonly string[];
  readonly isPublished: boolean;
}

interface Entry {
  readonly from?: unknown;
  readonly file?: unknown;
  readonly project?: unknown;
  readonly target?: unknown;
}

interface Written {
  readonly package?: (Entry & { readonly files?: unknown }) | null;
  readonly configuration?: unknown;
  readonly test?: { readonly image?: unknown; readonly machine?: { readonly needs?: unknown } | null } | null;
  readonly publish?: unknown;
}

/** Reads the applications among the files that Nx found. */
export function readApplications(workspaceRoot: string, found: readonly string[]): readonly Application[] {
  return found.filter((file) => basename(file) === definitionName).map((file) => read(workspaceRoot, file));
}

function read(workspaceRoot: string, file: string): Application {
  const root = dirname(file);
  const folder = join(workspaceRoot, root);
  const given = getGivenName(folder, readdirSync(folder));
  const written = parse(join(workspaceRoot, file));
  const entries = listEntries(written);
  const getPath = (entry: Entry) => getText(entry.from) ?? getText(entry.file);
  const own = entries.flatMap((entry) => (entry.project === undefined ? (getPath(entry) ?? []) : []));
  return {
    ...{ root, file },
    name: given ?? basename(folder),
    isNamedHere: given === undefined,
    files: own.map((path) => posix.join(root, path)),
    made: entries.flatMap((entry) => {
      const [project, path] = [getText(entry.project), getPath(entry)];
      return project === undefined || path === undefined
        ? []
        : [{ project, target: getText(entry.target), path }];
    }),
    image: getText(written.test?.image),
    needs: getTexts(written.test?.machine?.needs),
    isPublished: typeof written.publish === 'object' && written.publish !== null,
  };
}

function listEntries({ package: source, configuration }: Written): readonly Entry[] {
  const files: readonly unknown[] = Array.isArray(source?.files) ? source.files : [];
  const entries = files.filter((entry): entry is Entry => typeof entry === 'object' && entry !== null);
  return [...entries, ...(source ? [{ ...source, from: source.file }] : []), { from: configuration }];
}

function parse(path: string): Written {
  try {
    const written: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof written === 'object' && written !== null ? written : {};
  } catch {
    return {};
  }
}

function getTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((each) => getText(each) ?? []) : [];
}

function getText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
