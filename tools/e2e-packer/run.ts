import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workspaceRoot } from '../sources/files';
import type { Outcome, Scenario } from './scenario';

export type Program = 'packer' | 'strata';

/** The machine that scenarios log in to. */
export interface Login {
  readonly port: number;
  readonly username: string;
  readonly key: string;
  readonly folder: string;
}

const COMMANDS: Readonly<Record<Program, readonly [string, ...string[]]>> = {
  packer: ['packer'],
  strata: [process.execPath, join(workspaceRoot, 'packages/cli/bin/strata.js')],
};

/** Builds a scenario in a folder of its own and gives what came of it. */
export async function runScenario(
  scenario: Scenario,
  program: Program,
  { folder, login }: { readonly folder: string; readonly login: Login | undefined },
): Promise<Outcome> {
  for (const [path, content] of Object.entries(scenario.files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), fill(content, login));
  }
  const [command, ...before] = COMMANDS[program];
  const { code, text } = await run(
    command,
    [...before, 'build', '-machine-readable', ...(scenario.args ?? []), scenario.template ?? '.'],
    folder,
  );
  return {
    'exit code': code === 0 ? 0 : 1,
    files: readTree(folder, Object.keys(scenario.files)),
    'output of scripts': getOutput(text),
    artifacts: getArtifacts(text),
  };
}

function fill(content: string, login: Login | undefined): string {
  if (!login) return content;
  return content
    .replaceAll('SSH_PORT', String(login.port))
    .replaceAll('SSH_USERNAME', login.username)
    .replaceAll('SSH_KEY', login.key)
    .replaceAll('SSH_FOLDER', login.folder);
}

function run(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<{ readonly code: number; readonly text: string }> {
  const env = {
    PATH: process.env.PATH,
    HOME: cwd,
    CHECKPOINT_DISABLE: '1',
    PACKER_NO_COLOR: '1',
    TMPDIR: cwd,
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
const OWN = new Set(['.strata', '.cache', '.config', '.packer.d', 'packer_cache', 'node_modules']);

/** Files that were made or changed, with their content; run ids and times are taken out. */
function readTree(folder: string, given: readonly string[]): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter(
    (name) => !OWN.has(name.split('/')[0] as string) && statSync(join(folder, name)).isFile(),
  );
  const texts = files.map((name): [string, string] => [name, readFileSync(join(folder, name), 'latin1')]);
  const own = texts.filter(([name]) => !given.includes(name) || name === 'm.json');
  return Object.fromEntries(own.map(([name, text]) => [name, withoutChance(text)]));
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

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
    .map((line) => line.slice(line.indexOf(',') + 1))
    .sort();
}
