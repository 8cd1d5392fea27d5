import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { PartContext, Text } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import { problem } from '../../../codes';
import { collectLocal, collectTexts } from '../collect';
import { assemble, getOverlaps, type MediumFiles } from '../medium-files';
import { getSourceDate } from '../source-date';
import { burn } from './burn';
import { stage } from './stage';

/** What goes onto a CD, by Packer's options. */
export interface CdRequest {
  /** `cd_files`: paths and patterns. A folder becomes a folder of its name, with a slash at the end only its content. */
  readonly files?: readonly string[] | undefined;
  /** `cd_content`: texts by path, which replace files of the same one. */
  readonly content?: Readonly<Record<string, Text>> | undefined;
  /** `cd_label`: 32 characters at most. @default packer */
  readonly label?: string | undefined;
  /** Absolute path of the image, in a folder that is there. Nobody else may read it: there may be secrets on it. */
  readonly target: string;
}

type Context = Pick<PartContext, 'ports' | 'reporter' | 'baseDirectory' | 'signal'>;

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/**
 * Writes a CD with ISO 9660, Rock Ridge and Joliet, by the first program of this machine that can. With xorriso equal files
 * give equal bytes: times are `SOURCE_DATE_EPOCH`, or 1970.
 *
 * @throws Failure with all that is missing or impossible, when no program is there, or when it fails
 */
export async function writeCd(context: Context, request: CdRequest): Promise<void> {
  const label = request.label || 'packer';
  context.reporter.say('Creating CD disk...');
  const local = await collectLocal(context, request.files ?? [], 'folders or contents');
  const files = assemble([...local, ...collectTexts(request.content)]);
  const problems = [...checkLabel(label), ...checkPaths(files)];
  if (problems.length > 0) throw new Failure(problems);
  const work = `${request.target}.work`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { mode: PRIVATE_FOLDER });
  try {
    const job = { root: join(work, 'root'), image: join(work, 'cd.iso'), order: join(work, 'order'), label };
    await stageAll(context, files, job.root);
    await writeFile(job.order, getOrder(files));
    await burn(context, job);
    await chmod(job.image, PRIVATE_FILE);
    await rename(job.image, request.target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function stageAll(
  { ports, reporter, signal }: Context,
  files: MediumFiles,
  root: string,
): Promise<void> {
  const sizes = [...files.files.values()].map((content) => (content.kind === 'local' ? content.size : 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  using activity = createActivities(
    reporter,
    ports.clock,
  )({ label: 'copying files for the CD', unit: 'bytes', total });
  const time = getSourceDate(ports.environment);
  await stage(files, root, time, { signal, onCopied: (bytes) => activity.add(bytes) });
}

/** The heavier a file, the nearer to the beginning. By itself xorriso goes by numbers of inodes. */
function getOrder({ files }: MediumFiles): string {
  const paths = [...files.keys()].sort().filter((path) => !path.includes('\n'));
  return paths.map((path, index) => `${paths.length - index} /${path}\n`).join('');
}

/** Letters of a volume in ISO 9660, 8.4.8. */
const LONGEST_LABEL = 32;

function checkLabel(label: string): readonly Diagnostic[] {
  if (label.length <= LONGEST_LABEL && /^[ -~]+$/.test(label)) return [];
  return [
    problem('BLD047', {
      detail: `"${label}" cannot be the label of a CD: it takes 1 to ${LONGEST_LABEL} characters of ASCII.`,
    }),
  ];
}

function checkPaths(files: MediumFiles): readonly Diagnostic[] {
  return getOverlaps(files).map((path) =>
    problem('BLD047', { detail: `"${path}" would be a file and a folder on the CD.` }),
  );
}
