import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workspaceRoot } from '../sources/files';
import { describeFile } from './describe-file';
import { fill, type Grounds, getPath, takeImages } from './grounds';
import type { Outcome, Scenario } from './scenario';

export type Program = 'packer' | 'strata';

const COMMANDS: Readonly<Record<Program, readonly [string, ...string[]]>> = {
  packer: ['packer'],
  strata: [process.execPath, join(workspaceRoot, 'packages/cli/bin/strata.js')],
};

/** Builds a scenario in a folder of its own and gives what came of it. */
export async function runScenario(
  scenario: Scenario,
  program: Program,
  { folder, grounds }: { readonly folder: string; readonly grounds: Grounds },
): Promise<Outcome> {
  for (const [path, content] of Object.entries(scenario.files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), fill(content, grounds));
  }
  const [command, ...before] = COMMANDS[program];
  const { code, text } = await run(
    command,
    [...before, 'build', '-machine-readable', ...(scenario.args ?? []), scenario.template ?? '.'],
    { cwd: folder, path: getPath(grounds) },
  );
  if (process.env['E2E_SHOW']) process.stderr.write(`${program}\n${text}`);
  return {
    'exit code': code === 0 ? 0 : 1,
    files: readTree(folder, Object.keys(scenario.files)),
    'output of scripts': getOutput(text),
    artifacts: getArtifacts(text),
    containers: scenario.engine && grounds.engine ? takeImages(grounds.engine, scenario.tag) : [],
  };
}

function run(
  command: string,
  args: readonly string[],
  { cwd, path }: { readonly cwd: string; readonly path: string },
): Promise<{ readonly code: number; readonly text: string }> {
  const temporary = join(cwd, '.tmp');
  mkdirSync(temporary, { recursive: true });
  const env = {
    PATH: path,
    HOME: cwd,
    CHECKPOINT_DISABLE: '1',
    PACKER_NO_COLOR: '1',
    TMPDIR: temporary,
  };
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => chunks.push(data));
  child.stderr.on('data', (data: Buffer) => chunks.push(data));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code: code ?? 1, text: Buffer.concat(chunks).toString() }));
  });
}

/** Where each program keeps what is its own. */
const OWN = new Set(['.strata', '.tmp', '.cache', '.config', '.packer.d', 'packer_cache', 'node_modules']);

/** Files that were made or changed, with their content; run ids and times are taken out. */
function readTree(folder: string, given: readonly string[]): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter(
    (name) => !OWN.has(name.split('/')[0] as string) && statSync(join(folder, name)).isFile(),
  );
  const texts = files.map((name): [string, string] => [name, describeFile(join(folder, name))]);
  const own = texts.filter(([name]) => !given.includes(name) || name === 'm.json');
  return Object.fromEntries(own.map(([name, text]) => [name, withoutChance(text)]));
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

/** Ids of images and containers: docker writes `sha256:` before them, podman not everywhere. */
const ID = /(?:sha256:)?[0-9a-f]{64}/gu;

function withoutChance(text: string): string {
  return text.replace(UUID, 'UUID').replace(/"build_time": \d+/gu, '"build_time": TIME');
}

/** What scripts say after `OUT: `, in order, build by build. */
function getOutput(text: string): readonly string[] {
  return (
    text
      .split('\n')
      .flatMap((line) => line.split('\\n'))
      .flatMap((line) => /OUT: (.*)/u.exec(line)?.[1] ?? [])
      // A diagnostic shows the template's line, quotes and all.
      .filter((line) => !line.includes('"'))
      .map((line) => line.replaceAll('%!(PACKER_COMMA)', ','))
  );
}

/** The lines that tell of artifacts, without their time. Builds end in any order. */
function getArtifacts(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => /^\d+,[^,]*,(artifact|artifact-count|error-count),/u.test(line))
    .map((line) => line.slice(line.indexOf(',') + 1).replace(ID, 'ID'))
    .sort();
}
