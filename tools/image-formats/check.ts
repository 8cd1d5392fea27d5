import { statSync } from 'node:fs';
import type { ImageFacts } from '../../packages/sdk/src';
import { checkOci } from './check-oci';
import { checkOva } from './check-ova';
import type { Form } from './forms';
import { runText } from './run-text';

export interface Written {
  readonly form: Form;
  readonly path: string;
  /** The raw disk of the same image. */
  readonly raw: string;
  readonly image: ImageFacts;
  /** SHA-256 of the VMDK of the same image, which was compared already. */
  readonly vmdk: string | undefined;
  /** DMTF's schema of descriptions of machines, where it is at hand. */
  readonly schema: string | undefined;
}

/** What is wrong with an output when it is read back. */
export async function check(written: Written): Promise<readonly string[]> {
  const { form, path, raw, image } = written;
  if (form.format === 'oci') return checkOci(path, image);
  if (form.driver === 'raw') return ask('sfdisk', ['--verify', path]);
  if (form.driver) return compare(raw, form.driver, path);
  const { disk, problems } = await checkOva(path, written);
  return [...problems, ...(disk === undefined ? [] : await compare(raw, 'vmdk', disk))];
}

/** Holds what a disk holds against the raw one, and its size: behind the shorter of two, only zeros count as equal. */
async function compare(raw: string, driver: string, path: string): Promise<readonly string[]> {
  const problems = await ask('qemu-img', ['compare', '-f', 'raw', '-F', driver, raw, path]);
  const info = JSON.parse(await runText('qemu-img', ['info', '-f', driver, '--output=json', path]));
  const [size, expected] = [info['virtual-size'], statSync(raw).size];
  return size === expected ? problems : [...problems, `holds ${size} bytes instead of ${expected}`];
}

async function ask(command: string, args: readonly string[]): Promise<readonly string[]> {
  try {
    await runText(command, args);
    return [];
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    return [`${command}: ${(stderr || stdout || message).trim().split('\n')[0]}`];
  }
}
