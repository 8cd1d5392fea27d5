import { basename } from 'node:path';
import { Failure, getNearNames } from '@strata/diagnostics';
import type { ProvisionContext, Provisioner } from '@strata/sdk';
import { problem } from '../codes';
import { getPaths, getWanted, type Wanted } from './copies';
import { getCopyProgram } from './copy-program';
import { type Look, look } from './look';
import { run } from './run';
import type { ImageCopyOptions, imageCopySchema } from './schema';
import { type Source, showSource } from './source';

export const imageCopy: Provisioner<typeof imageCopySchema> = { provision };

async function provision(context: ProvisionContext, options: ImageCopyOptions): Promise<void> {
  const source = await showSource(context, options.from);
  const wanted = getWanted(
    source.file === undefined
      ? options
      : { source: source.file, paths: undefined, destination: options.destination },
  );
  const paths = getPaths(wanted);
  const seen = await look(context, source.root, paths);
  validate(source, wanted, seen);
  const shown = paths.map((path) => `/${path}`).join(', ');
  context.reporter.say(`Copying ${shown} of ${source.title} => ${wanted.to}`);
  await copy(context, options, { source, wanted, seen });
}

interface Job {
  readonly source: Source;
  readonly wanted: Wanted;
  readonly seen: Look;
}

async function copy(context: ProvisionContext, options: ImageCopyOptions, job: Job): Promise<void> {
  const { source, wanted, seen } = job;
  const { owner = source.owner, group = source.owner, mode = source.mode, exclude = [] } = options;
  const program = getCopyProgram({
    ...{ wanted, owner, group, mode, exclude },
    root: source.root,
    isFolder: seen.kinds[0] === 'folder',
    mounts: seen.mounts,
    attributes: source.attributes,
  });
  const { code, stderr } = await run(context, program);
  if (code === 0) return;
  const { devices, others } = sortComplaints(stderr);
  if (devices.length === 0 || others.length > 0) throw getFailure(source, [...devices, ...others]);
  context.reporter.warn(
    `Devices were left out, for only root of this machine can make them: ${devices.join(', ')}`,
  );
}

/** Without root of this machine the kernel makes no devices, whoever asks in the sandbox. */
function sortComplaints(stderr: string): {
  readonly devices: readonly string[];
  readonly others: readonly string[];
} {
  const lines = stderr.split('\n').filter((line) => line !== '' && !/Exiting with failure status/.test(line));
  const getDevice = (line: string) => /^tar: (.+): Cannot mknod: Operation not permitted$/.exec(line)?.[1];
  return {
    devices: lines.flatMap((line) => getDevice(line) ?? []),
    others: lines.filter((line) => getDevice(line) === undefined),
  };
}

function getFailure({ title }: Source, complaints: readonly string[]): Failure {
  const lines = complaints.slice(-10).map((line) => `  ${line}`);
  const detail = ['tar could not copy all of it:', ...lines].join('\n');
  const room = complaints.some((line) => line.includes('No space left on device'));
  const hint = room
    ? 'Make room on the disk that holds the store; strata collect removes what no image needs any more.'
    : 'The image needs GNU tar (package tar); owner and group must exist in it.';
  return new Failure(problem('PRV010', { detail: `${detail}\nThe source is ${title}.`, hint }));
}

/** Tells every path that is not there, or that would be lost. */
function validate({ title }: Source, wanted: Wanted, seen: Look): void {
  const problems = getPaths(wanted).flatMap((path, index) => {
    const kind = seen.kinds[index];
    const detail = `/${path} of ${title}`;
    if (kind === 'missing') return [getMissing(detail, path, seen.near.get(index))];
    if (kind === 'outside') {
      const hint = 'Name the place that the link points to.';
      return [problem('PRV009', { detail: `${detail} leads out of it by an absolute link.`, hint })];
    }
    if (wanted.kind === 'content' && kind === 'file') {
      return [problem('PRV008', { detail: `${detail} is a file; "/" behind its name would need a folder.` })];
    }
    const place = getPlace(wanted, path);
    const mount = seen.mounts.find((point) => point !== '/' && `${place}/`.startsWith(`${point}/`));
    if (!mount) return [];
    return [
      problem('PRV010', {
        detail: `${place} is no part of the image: ${mount} is only there during the build.`,
      }),
    ];
  });
  if (problems.length > 0) throw new Failure(problems);
}

function getPlace(wanted: Wanted, path: string): string {
  return wanted.kind === 'keep' ? `${wanted.to === '/' ? '' : wanted.to}/${path}` : wanted.to;
}

function getMissing(
  detail: string,
  path: string,
  near: { folder: string; names: readonly string[] } | undefined,
) {
  const { folder, names } = near ?? { folder: '', names: [] };
  const depth = folder.split('/').filter((part) => part !== '').length;
  const wrong = path.split('/')[depth] ?? basename(path);
  const close = getNearNames(wrong, names, 3);
  const offered = close.length > 0 ? close : names.slice(0, 10);
  return problem('PRV009', {
    detail: `${detail} is not there. ${folder === '' ? '/' : folder} holds ${names.length === 0 ? 'nothing' : `${names.length} names`}.`,
    ...(offered.length > 0 && {
      hint: `${close.length > 0 ? 'Did you mean' : 'There are'} ${offered.map((name) => `${folder}/${name}`).join(', ')}${close.length > 0 ? '?' : ' …'}`,
    }),
  });
}
