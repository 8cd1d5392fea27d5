import { type Diagnostic, Failure } from '@strata/diagnostics';
import { type PartContext, reveal, type Text } from '@strata/sdk';
import { LABEL, makeFolderTree, toFatTime } from '@strata/sdk/fat';
import { problem } from '../../../codes';
import { collectLocal, collectTexts } from '../collect';
import { assemble, type Content, type Piece } from '../medium-files';
import { getSourceDate } from '../source-date';
import { checkFloppy } from './check';
import { DISK_BYTES } from './geometry';
import { makeFloppyImage } from './image';

/** What goes onto a floppy, by Packer's options. */
export interface FloppyRequest {
  /** `floppy_files`: paths and patterns. Files below a folder go into the root too. */
  readonly files?: readonly string[] | undefined;
  /** `floppy_dirs`: paths and patterns. A folder becomes a folder of its name, also with a slash at the end. */
  readonly directories?: readonly string[] | undefined;
  /** `floppy_content`: texts by path, which replace files of the same one. */
  readonly content?: Readonly<Record<string, Text>> | undefined;
  /** `floppy_label`: 11 characters at most. @default packer */
  readonly label?: string | undefined;
  /** Absolute path of the image. Nobody else may read it: there may be secrets on it. */
  readonly target: string;
}

type Context = Pick<PartContext, 'ports' | 'reporter' | 'baseDirectory'>;

const PRIVATE = 0o600;

/**
 * Writes a floppy of 1.44 MB. Equal files give equal bytes: times are `SOURCE_DATE_EPOCH`, or the beginning of FAT's time.
 *
 * @throws Failure with all that is missing, has an impossible name, or does not fit
 */
export async function writeFloppy(context: Context, request: FloppyRequest): Promise<void> {
  const { ports, reporter } = context;
  const label = request.label || 'packer';
  reporter.say('Creating floppy disk...');
  const local = [
    ...(await collectLocal(context, request.files ?? [], 'flat')),
    ...(await collectLocal(context, request.directories ?? [], 'folders')),
  ];
  const { folders, files } = assemble([...local, ...collectTexts(request.content)]);
  stopAt([...checkLabel(label), ...checkDoubles(local), ...checkBytes([...files.values()])]);
  const contents = await Promise.all(
    Array.from(files, async ([path, content]) => [path, await read(context, content)] as const),
  );
  const tree = makeFolderTree(folders, new Map(contents));
  stopAt(checkFloppy(tree));
  const time = toFatTime(getSourceDate(ports.environment));
  await ports.files.write(request.target, makeFloppyImage(tree, { label, time }), PRIVATE);
}

function stopAt(problems: readonly Diagnostic[]): void {
  if (problems.length > 0) throw new Failure(problems);
}

async function read({ ports }: Context, content: Content): Promise<Buffer> {
  return content.kind === 'local' ? ports.files.read(content.path) : Buffer.from(reveal(content.text));
}

function checkLabel(label: string): readonly Diagnostic[] {
  if (label.length <= LABEL && /^[^"*+,./:;<=>?[\\\]|\x00-\x1f\x7f-\uffff]+$/.test(label)) return [];
  return [
    problem('BLD047', {
      detail: `"${label}" cannot be the label of a floppy: it takes 1 to ${LABEL} characters of ASCII, none of " * + , . / : ; < = > ? [ \\ ] |.`,
    }),
  ];
}

/** Two different files of one path: Packer stops there too. */
function checkDoubles(pieces: readonly Piece[]): readonly Diagnostic[] {
  const seen = new Map<string, string>();
  return pieces.flatMap((piece) => {
    if (piece.kind === 'folder' || piece.content.kind === 'text') return [];
    const other = seen.get(piece.path);
    seen.set(piece.path, piece.content.path);
    if (other === undefined || other === piece.content.path) return [];
    return [
      problem('BLD047', {
        detail: `${other} and ${piece.content.path} would both be "${piece.path}" on the floppy.`,
        hint: 'floppy_dirs keeps folders, where names may be equal.',
      }),
    ];
  });
}

/** Looked at before anything is read: somebody may have named a whole installation medium. */
function checkBytes(contents: readonly Content[]): readonly Diagnostic[] {
  return contents.flatMap((content) =>
    content.kind === 'text' || content.size <= DISK_BYTES
      ? []
      : [
          problem('BLD044', {
            detail: `${content.path} has ${content.size} bytes; a floppy has ${DISK_BYTES}.`,
            hint: 'cd_files puts files on a CD, which has room.',
          }),
        ],
  );
}
