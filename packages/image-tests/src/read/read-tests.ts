import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '@strata/diagnostics';
import { isPattern, matchFiles, type Ports } from '@strata/sdk';
import type { Check } from '../checks/check';
import { problem } from '../codes';
import { getMessage } from '../run/get-message';
import { type Include, readTestFile } from './read-file';

export interface ReadChecks {
  readonly checks: readonly Check[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Way {
  /** Absolute paths of the files that led here, the first one first. */
  readonly from: readonly string[];
  /** How a path is named in problems. */
  readonly getName: (path: string) => string;
}

/**
 * Reads a file of checks and those that it includes.
 *
 * @param path absolute
 * @param getName how a path is named in problems
 */
export function readChecks(
  ports: Ports,
  path: string,
  getName: (path: string) => string = (name) => name,
): Promise<ReadChecks> {
  return readDeep(ports, path, { from: [], getName });
}

async function readDeep(ports: Ports, path: string, way: Way): Promise<ReadChecks> {
  const name = way.getName(path);
  const text = await ports.files.readText(path).catch((error: unknown) => ({ error }));
  if (typeof text !== 'string') return { checks: [], diagnostics: [unreadable(name, text.error)] };
  const { checks, includes, diagnostics } = readTestFile(name, text);
  const included = await Promise.all(
    includes.map((include) => readInclude(ports, include, { ...way, from: [...way.from, path] })),
  );
  return {
    checks: [...checks, ...included.flatMap((each) => each.checks)],
    diagnostics: [...diagnostics, ...included.flatMap((each) => each.diagnostics)],
  };
}

async function readInclude(ports: Ports, include: Include, way: Way): Promise<ReadChecks> {
  const baseDirectory = dirname(way.from.at(-1) ?? '');
  const found = isPattern(include.path)
    ? ((await matchFiles({ ports, baseDirectory }, include.path)) ?? [])
    : (await ports.files.stat(resolve(baseDirectory, include.path)))
      ? [include.path]
      : [];
  if (found.length === 0) return { checks: [], diagnostics: [notFound(include, way.getName(baseDirectory))] };
  const read = await Promise.all(
    found.map((each) => {
      const path = resolve(baseDirectory, each);
      return way.from.includes(path) ? ring(path, include, way) : readDeep(ports, path, way);
    }),
  );
  return {
    checks: read.flatMap((each) => each.checks),
    diagnostics: read.flatMap((each) => each.diagnostics),
  };
}

function notFound({ path, range }: Include, folder: string): Diagnostic {
  return problem('TST010', {
    detail: `${isPattern(path) ? 'Nothing fits' : 'There is no file'} "${path}", seen from ${folder}.`,
    subject: range,
    hint: 'Correct the path, or leave the entry out.',
  });
}

/** A pattern may find the file that holds it: that one is read already. */
function ring(path: string, include: Include, { from, getName }: Way): ReadChecks {
  if (isPattern(include.path) && from.at(-1) === path) return { checks: [], diagnostics: [] };
  const files = [...from.slice(from.indexOf(path)), path].map(getName);
  const detail = `${files.join(' includes ')}.`;
  const hint = 'Leave one of these entries out.';
  return { checks: [], diagnostics: [problem('TST011', { detail, subject: include.range, hint })] };
}

function unreadable(name: string, error: unknown): Diagnostic {
  const reason = getMessage(error);
  return problem('TST009', {
    detail: `${name} cannot be read: ${reason}.`,
    hint: 'Check that it is a file that you may read.',
  });
}
