import { basename, join, resolve } from 'node:path';
import { type Artifact, fillPlaceholders, findLocalFile, type PostProcessContext } from '@strata/sdk';
import { type ArtifactFile, findArtifactFiles } from '../artifact-files';
import { lookAtDisk } from './disk';
import { describeForLibvirt } from './libvirt';
import type { VagrantOptions } from './schema';

/** What a box is made of. */
export interface BoxRequest {
  readonly artifact: Artifact;
  readonly options: VagrantOptions;
  /** For what names and templates speak of. */
  readonly values: Readonly<Record<string, string>>;
  readonly architecture: string;
}

/** The same for everybody: a box goes to other machines. */
const MODE = 0o644;

/** All files of a box, in the order of their names, which are those in the box. */
export async function getMembers(
  context: PostProcessContext,
  request: BoxRequest,
): Promise<readonly ArtifactFile[]> {
  const { artifact, options, architecture } = request;
  const included = await findLocalFile(context, options.include ?? [], 'file');
  const members = new Map<string, ArtifactFile>();
  for (const { given, path, stat } of included) {
    context.reporter.say(`Copying from include: ${given}`);
    const name = basename(path);
    members.set(name, { name, path, size: stat.size, mode: MODE });
  }
  const files = await findArtifactFiles(context, { ...artifact, files: getDisks(artifact) });
  const disks = await Promise.all(files.map((file) => lookAtDisk(context.ports.files, file)));
  const part = describeForLibvirt(disks, artifact.machine?.accelerator);
  for (const [index, { file }] of disks.entries()) {
    const name = part.diskNames[index]!;
    context.reporter.say(`Copying from artifact: ${file.name}`);
    members.set(name, { ...file, name, mode: MODE });
  }
  const metadata = `${JSON.stringify({ ...part.metadata, architecture })}\n`;
  if (!members.has('metadata.json'))
    members.set('metadata.json', await make(context, 'metadata.json', metadata));
  const vagrantfile = await getVagrantfile(context, request, part.vagrantfile);
  members.set('Vagrantfile', await make(context, 'Vagrantfile', vagrantfile));
  return [...members.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Artifacts that do not know of disks, as those of artifice, are disks and nothing else. */
function getDisks({ machine, files }: Artifact): readonly string[] {
  return machine?.disks ?? files;
}

async function getVagrantfile(
  context: PostProcessContext,
  { options, values }: BoxRequest,
  provider: string,
): Promise<string> {
  const given = options.vagrantfile_template;
  if (given === undefined) return `# What the provider needs.\n${provider}\n`;
  context.reporter.say(`Using custom Vagrantfile: ${given}`);
  const [template] = await findLocalFile(context, [given], 'file');
  const text = await context.ports.files.readText(resolve(context.baseDirectory, template!.path));
  return `# What the provider needs.\n${provider}\n\n# What the template of the image adds.\n${fillPlaceholders(text, values)}\n`;
}

async function make(
  { ports, scratch }: PostProcessContext,
  name: string,
  text: string,
): Promise<ArtifactFile> {
  const path = join(scratch, 'vagrant', name);
  await ports.files.write(path, text);
  return { name, path, size: Buffer.byteLength(text), mode: MODE };
}
