import { basename, dirname, join, resolve } from 'node:path';
import { Failure, hasErrors } from '@strata/diagnostics';
import {
  type ImageProject,
  type Published,
  RECEIPT_SUFFIX,
  readAllPublished,
  readReceipt,
  type Workspace,
} from '@strata/engine';
import {
  checkSubject,
  parseProvenance,
  readPublicKey,
  type SigningKey,
  type Statement,
} from '@strata/post-processors/provenance';
import type { Files } from '@strata/sdk';
import { problem } from '../codes';
import { type CliContext, EXIT } from '../context';
import { defineFlags } from '../flags';
import { openWorkspace } from '../open-templates';
import { verifyPublished } from '../publish/verify-published';
import { tellProblems } from '../tell-problems';
import { describeProject, isTemplatePath } from '../workspace';
import { defineCommand } from './command';

const flags = defineFlags({
  key: {
    kind: 'text',
    placeholder: 'FILE',
    doc: 'Public key of who must have signed, in PEM. Without it signatures are not checked.',
  },
  to: {
    kind: 'list',
    placeholder: 'DESTINATION',
    doc: 'Only what was published there: a name of destinations.json, or REGISTRY/REPOSITORY:TAG; may be given many times. By default everywhere.',
  },
  offline: { kind: 'switch', doc: 'Do not ask where the image was published whether it is there still.' },
});

/** `strata verify`: holds provenance against its signature and against what is there, and asks where it was published. */
export const verify = defineCommand({
  usage: '[flags] PROJECT|FILE',
  flags,
  run: async (context, { flags: { key: keyFile, offline, to }, rest }) => {
    const [word, ...others] = rest;
    if (word === undefined || others.length > 0)
      throw new Failure(
        problem('CLI007', {
          detail: `Name one image project or one file of provenance. Given: ${rest.length}.`,
          hint: 'For example: strata verify images/golden',
        }),
      );
    const { files, environment } = context.ports;
    const key = keyFile === undefined ? undefined : await readKey(files, environment.cwd, keyFile);
    await using opened = await openWorkspace(context);
    const subject = await findSubject(context, opened.workspace, word);
    const published = offline ? [] : subject.published.filter(({ name }) => isAt(name, to));
    // Who gives a key wants a signature: an image without provenance has none.
    if (subject.provenance.length === 0 && (published.length === 0 || key)) throw noProvenance(subject, word);
    let isRight = true;
    for (const path of subject.provenance)
      isRight = (await checkOne(context, { path, key, workspace: opened.workspace })) && isRight;
    const { ports, signal, secrets } = opened.session.run;
    const publish = `nx run ${subject.project?.name}:publish-image, or strata publish`;
    const place = { ports, signal, secrets, root: opened.workspace.root };
    for await (const report of verifyPublished(place, { published, publish })) {
      context.out.write(`${report.line}\n`);
      opened.show(report.diagnostics);
      isRight = isRight && !hasErrors(report.diagnostics);
    }
    return isRight ? EXIT.success : EXIT.failure;
  },
});

/** Whether something was published to one of some places; to any when none is named. */
function isAt(name: string, to: readonly string[]): boolean {
  // Regions of a cloud stand behind the name of their destination.
  return to.length === 0 || to.some((each) => name === each || name.startsWith(`${each} `));
}

async function readKey(files: Files, cwd: string, name: string): Promise<SigningKey> {
  const path = resolve(cwd, name);
  const text = await files.readText(path).catch((error: Error) => {
    throw new Failure(problem('CLI020', { detail: `${path}: ${error.message}.` }));
  });
  return readPublicKey(text, name);
}

const provenanceFile = /^provenance_.*\.intoto\.json$/;

/** What is verified. */
interface Subject {
  /** Undefined where a file was named, or nothing that is there. */
  readonly project: ImageProject | undefined;
  /** Files, of which the project's lie in these folders. */
  readonly provenance: readonly string[];
  readonly folders: readonly string[];
  readonly published: readonly Published[];
}

/** The file itself, or what the post-processor wrote by default for a project and what that was published as. */
async function findSubject(
  { ports: { files, environment } }: CliContext,
  workspace: Workspace,
  word: string,
): Promise<Subject> {
  const path = resolve(environment.cwd, word);
  const stat = await files.stat(path);
  if (stat?.kind === 'file' && !(await isTemplatePath(files, path)))
    return { project: undefined, provenance: [path], folders: [], published: [] };
  const project = stat
    ? await describeProject(files, { path, baseDirectory: environment.cwd })
    : await workspace.findImage(word);
  if (!project) return { project, provenance: [], folders: [], published: [] };
  const folders = getFolders(project, environment.cwd);
  const found = (await Promise.all(folders.map((folder) => listIn(files, folder)))).flat();
  const provenance = [];
  for (const file of new Set(found)) if (await isAbout(files, file, project.name)) provenance.push(file);
  return { project, provenance, folders, published: await readAllPublished(files, project.directory) };
}

function noProvenance({ project, folders }: Subject, word: string): Failure {
  return new Failure(
    problem('CLI030', {
      detail: project
        ? `No provenance_*.intoto.json of ${project.name} lies in ${folders.join(', ')}.`
        : `"${word}" is neither a file that is there nor an image project.`,
      hint: 'The post-processor provenance and strata provenance write one; or name the file.',
    }),
  );
}

function getFolders({ directory }: ImageProject, cwd: string): readonly string[] {
  return [...new Set([directory, join(directory, 'dist'), cwd])];
}

async function listIn(files: Files, folder: string): Promise<readonly string[]> {
  if ((await files.stat(folder))?.kind !== 'directory') return [];
  return (await files.list(folder))
    .filter((name) => provenanceFile.test(name))
    .map((name) => join(folder, name));
}

/** Several projects may write theirs to one folder. What cannot be read is told when it is checked. */
async function isAbout(files: Files, path: string, project: string): Promise<boolean> {
  try {
    const { statement } = parseProvenance(await files.readText(path), path, undefined);
    return getProject(statement) === project;
  } catch {
    return basename(path).includes(project);
  }
}

function getProject({ predicate }: Statement): unknown {
  return Object(Object(Object(predicate).buildDefinition).externalParameters).project;
}

interface Check {
  readonly path: string;
  readonly key: SigningKey | undefined;
  readonly workspace: Workspace;
}

/** Tells how a check ended; false when something does not fit. */
async function checkOne(context: CliContext, { path, key, workspace }: Check): Promise<boolean> {
  const { files, environment } = context.ports;
  const { statement, signature } = parseProvenance(await files.readText(path), path, key);
  const name = getProject(statement);
  const project = typeof name === 'string' ? await workspace.findImage(name) : undefined;
  const own = dirname(path);
  const folders = [
    ...new Set([own, ...(project ? getFolders(project, environment.cwd) : [environment.cwd])]),
  ];
  const layers = await readLayers(files, folders, statement);
  const problems = await checkSubject(statement.subject, { ports: context.ports, folders, layers });
  const failed = hasErrors(problems);
  const signed = {
    valid: `signed by the key ${key?.id}`,
    'not checked': 'signature not checked',
    none: 'unsigned',
  };
  const subjects = `${statement.subject.length} digests`;
  context.out.write(`${path}: ${signed[signature]}, ${subjects} ${failed ? 'do not all fit' : 'fit'}\n`);
  tellProblems(context, problems);
  return !failed;
}

/** What the receipt says that the statement names; what it holds is itself checked by its digest. */
async function readLayers(
  files: Files,
  folders: readonly string[],
  { subject }: Statement,
): Promise<readonly string[] | undefined> {
  const name = subject.map((one) => one.name).find((each) => each.endsWith(RECEIPT_SUFFIX));
  if (name === undefined) return undefined;
  for (const folder of folders) {
    const receipt = await readReceipt(files, join(folder, basename(name)));
    if (receipt) return receipt.layers.map(({ diffId }) => diffId);
  }
  return undefined;
}
