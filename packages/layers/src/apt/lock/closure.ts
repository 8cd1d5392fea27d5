import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { runTool, type ToolContext } from '../../base/tool';
import { problem } from '../../codes';
import { formatSources } from '../sources/format';
import type { SuiteSource } from '../sources/select';

export interface ClosureRequest {
  readonly sources: readonly SuiteSource[];
  readonly architecture: string;
  /** Prepared lists of those sources. */
  readonly lists: string;
  /** Packages to install. */
  readonly names: readonly string[];
  /** An empty folder. */
  readonly scratch: string;
}

/** What apt would install on a machine without any package: version by name. Nothing is downloaded. */
export async function resolveClosure(
  context: ToolContext,
  request: ClosureRequest,
): Promise<Readonly<Record<string, string>>> {
  const configuration = await prepareRoot(request);
  const { code, stdout, stderr } = await runTool(context, {
    tool: 'apt-get',
    args: ['--simulate', '--no-install-recommends', 'install', ...request.names],
    env: { APT_CONFIG: configuration },
  });
  if (code !== 0) throw explain(stdout, stderr);
  return parseSimulation(stdout);
}

/** A root of its own for apt, so that nothing of this machine's packages or settings has a say. */
async function prepareRoot({ scratch, sources, architecture, lists }: ClosureRequest): Promise<string> {
  const folders = [
    'etc/apt/apt.conf.d',
    'etc/apt/preferences.d',
    'var/lib/dpkg',
    'var/cache/apt/archives/partial',
  ];
  for (const folder of folders) await mkdir(join(scratch, folder), { recursive: true });
  await writeFile(join(scratch, 'var/lib/dpkg/status'), '');
  await writeFile(join(scratch, 'etc/apt/sources.list'), formatSources(sources, undefined));
  const path = join(scratch, 'apt.conf');
  await writeFile(
    path,
    [
      `APT::Architecture "${architecture}";`,
      `APT::Architectures { "${architecture}"; };`,
      `Dir "${scratch}";`,
      `Dir::State::lists "${lists}";`,
      `Dir::State::status "${scratch}/var/lib/dpkg/status";`,
      'Acquire::Languages "none";',
      'Debug::NoLocking "true";',
      '',
    ].join('\n'),
  );
  return path;
}

/** Lines like `Inst bash (5.2-2 Debian:12.1/stable [amd64])`. */
export function parseSimulation(output: string): Readonly<Record<string, string>> {
  const lines = output.matchAll(/^Inst (\S+) (?:\[\S+\] )?\((\S+) /gm);
  const pairs = Array.from(lines, ([, name, version]) => [name as string, version as string] as const);
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function explain(stdout: string, stderr: string): Failure {
  const missing = Array.from(
    stderr.matchAll(/^E: (?:Unable to locate package (\S+)|Package '(\S+)' has no .*)$/gm),
  );
  if (missing.length > 0)
    return packagesNotFound(missing.map(([, unknown, virtual]) => unknown ?? virtual ?? ''));
  const reasons = stdout.slice(stdout.indexOf('unmet dependencies:') + 'unmet dependencies:'.length).trim();
  return new Failure(
    problem('LAY080', {
      detail: `apt cannot install the packages of the base together:\n${reasons}\n${stderr.trim()}`,
      hint: 'Leave out one of the packages named, or name the suite or component that has what it depends on.',
    }),
  );
}

function packagesNotFound(names: readonly string[]): Failure {
  return new Failure(
    names.map((name) =>
      problem('LAY079', {
        detail: `The suites and components of the base have no package \`${name}\`.`,
        hint: 'Check the name, or add the component that has it (`components = ["main", "contrib"]`).',
      }),
    ),
  );
}
