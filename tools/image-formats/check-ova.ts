import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { runText } from './run-text';

/** A file within a tar that is not compressed. */
interface Member {
  readonly name: string;
  /** Bytes, from the beginning of the tar. */
  readonly offset: number;
  readonly size: number;
}

const tarBlock = 512;

async function listMembers(path: string): Promise<readonly Member[]> {
  const text = await runText('tar', ['--numeric-owner', '-tvRf', path]);
  return [...text.matchAll(/^block (\d+): \S+ \S+ +(\d+) \S+ \S+ (\S+)$/gm)].map(
    ([, block, size, name = '']) => ({
      name,
      offset: (Number(block) + 1) * tarBlock,
      size: Number(size),
    }),
  );
}

/** The disk in an OVA as QEMU opens it, without unpacking it. */
function describeDisk(path: string, { offset, size }: Member): string {
  const file = { driver: 'raw', offset, size, file: { driver: 'file', filename: path } };
  return `json:${JSON.stringify({ driver: 'vmdk', file })}`;
}

export interface OvaCheck {
  /** For qemu-img; absent when it is the VMDK that is known, or there is none. */
  readonly disk?: string;
  readonly problems: readonly string[];
}

interface Known {
  readonly vmdk: string | undefined;
  readonly schema: string | undefined;
}

/** Holds the sums of an OVA against what is in it, and its description against the schema where that is given. */
export async function checkOva(path: string, { vmdk, schema }: Known): Promise<OvaCheck> {
  const members = await listMembers(path);
  const find = (ending: string) => members.find(({ name }) => name.endsWith(ending));
  const [description, manifest, disk] = [find('.ovf'), find('.mf'), find('.vmdk')];
  if (!description || !manifest || !disk)
    return { problems: [`holds ${members.map(({ name }) => name).join(', ')}`] };
  const text = await runText('tar', ['-xOf', path, description.name]);
  const sums = await runText('tar', ['-xOf', path, manifest.name]);
  const sum = await hashMember(path, disk);
  const found = [
    `SHA256(${description.name})= ${createHash('sha256').update(text).digest('hex')}\n`,
    `SHA256(${disk.name})= ${sum}\n`,
  ];
  return {
    ...(sum !== vmdk && { disk: describeDisk(path, disk) }),
    problems: [
      ...found.filter((line) => !sums.includes(line)).map((line) => `manifest lacks ${line.trim()}`),
      ...(schema === undefined ? [] : await checkSchema(text, { schema, beside: path })),
    ],
  };
}

async function hashMember(path: string, { name }: Member): Promise<string> {
  const script = 'tar -xOf "$1" "$2" | openssl dgst -sha256 -r';
  const text = await runText('sh', ['-c', script, 'sh', path, name]);
  return text.slice(0, text.indexOf(' '));
}

async function checkSchema(
  text: string,
  { schema, beside }: { readonly schema: string; readonly beside: string },
): Promise<readonly string[]> {
  const file = `${beside}.ovf`;
  writeFileSync(file, text);
  try {
    await runText('xmllint', ['--nonet', '--noout', '--schema', schema, file]);
    return [];
  } catch (error) {
    return [`description: ${(error as Error).message.split('\n')[1] ?? ''}`];
  } finally {
    rmSync(file, { force: true });
  }
}
