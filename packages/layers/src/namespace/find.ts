import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { describeCircumstances } from './circumstances';
import { type Account, type IdRange, layOutIds, parseSubordinateIds } from './id-maps';
import type { IdMapping } from './map-ids';
import { isRemembered, remember } from './memory';
import type { Namespace, Tools } from './namespace';
import { tryNamespace } from './probe';
import { explainRefusal, missingRange } from './refusal';
import { runInNamespace } from './run';
import { type SpawnSetup, spawnInNamespace } from './spawn';
import { findTools } from './tools';

export interface NamespaceRequest {
  /** `PATH` of this machine. */
  readonly searchPath: string;
  /** A folder that may be written, on the file system of the layers: overlays are tried there. */
  readonly directory: string;
  /**
   * File that remembers a trial that went well. It is not tried again while nothing changes that its answer is known to
   * depend on; whoever then meets a refusal calls `forgetTrial` and asks again, to be told why. @default always tried
   */
  readonly memory?: string;
}

/**
 * The way to be root that works here: namespaces as root, or user namespaces as anybody else. Found by trying, since
 * no list of settings tells what a kernel, a security module or a container around us will refuse.
 *
 * @throws Failure with what is missing and how to get it
 */
export async function findNamespace({ searchPath, directory, memory }: NamespaceRequest): Promise<Namespace> {
  const setup = prepareSetup(searchPath);
  const namespace = createNamespace(setup);
  const circumstances = memory === undefined ? '' : describeCircumstances(setup, directory);
  if (memory !== undefined && isRemembered(memory, circumstances)) return namespace;
  const refusal = await tryNamespace(namespace, directory);
  if (refusal !== undefined) throw new Failure(explainRefusal(refusal, namespace.mode));
  if (memory !== undefined) await remember(memory, circumstances);
  return namespace;
}

/**
 * The way that should work, not tried.
 *
 * @throws Failure when tools or ids for it are missing
 */
export function prepareNamespace(searchPath: string): Namespace {
  return createNamespace(prepareSetup(searchPath));
}

function prepareSetup(searchPath: string): SpawnSetup {
  const account = getAccount();
  const mode = account.uid === 0 ? 'root' : 'user';
  const tools = findTools(mode, searchPath);
  if ('code' in tools) throw new Failure(tools);
  const mapping = mode === 'user' ? getMapping(account, tools) : undefined;
  return { tools, searchPath, ...(mapping === undefined ? {} : { mapping }) };
}

function createNamespace(setup: SpawnSetup): Namespace {
  const spawn: Namespace['spawn'] = (command) => spawnInNamespace(setup, command);
  return {
    mode: setup.mapping === undefined ? 'root' : 'user',
    tools: setup.tools,
    searchPath: setup.searchPath,
    spawn,
    run: (command) => runInNamespace(spawn, command),
  };
}

function getAccount(): Account {
  try {
    const { username, uid, gid } = userInfo();
    return { name: username, uid, gid };
  } catch {
    // A container may run with a uid that no passwd file knows.
    const uid = process.getuid?.() ?? 0;
    return { name: String(uid), uid, gid: process.getgid?.() ?? 0 };
  }
}

function getMapping(account: Account, tools: Tools): IdMapping {
  const users = readRanges('/etc/subuid', account);
  const groups = readRanges('/etc/subgid', account);
  const problems: readonly Diagnostic[] = [
    ...(users.length === 0 ? [missingRange('/etc/subuid', account)] : []),
    ...(groups.length === 0 ? [missingRange('/etc/subgid', account)] : []),
  ];
  if (problems.length > 0) throw new Failure(problems);
  return {
    newuidmap: tools.newuidmap as string,
    newgidmap: tools.newgidmap as string,
    users: layOutIds(account.uid, users),
    groups: layOutIds(account.gid, groups),
  };
}

function readRanges(file: string, account: Account): readonly IdRange[] {
  try {
    return parseSubordinateIds(readFileSync(file, 'utf8'), account);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Failure(problem('LAY052', { detail: `${file} could not be read: ${String(cause)}` }), {
      cause,
    });
  }
}
