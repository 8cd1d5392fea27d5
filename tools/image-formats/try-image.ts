import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check';
import { type Weighed, weigh } from './digest';
import { type Form, forms } from './forms';
import type { Image } from './image';
import { makeStoreView } from './store-view';
import type { Row } from './table';
import { type Bench, writeForm } from './write-form';

export interface Trial {
  /** A store in which disks of the images before may be kept. */
  readonly kept: string;
  /** A folder for everything else. */
  readonly scratch: string;
  readonly schema: string | undefined;
  readonly signal: AbortSignal;
}

interface Made extends Weighed {
  readonly seconds: number;
}

/**
 * Writes an image in every form, twice: from disks that are kept of the images before it, one form after the other; and
 * from nothing, two forms at a time once the raw disk is there.
 */
export async function tryImage(image: Image, trial: Trial): Promise<readonly Row[]> {
  const { kept, scratch, signal } = trial;
  const first = await writeAndCheck(image, { store: kept, outputs: join(scratch, 'first'), signal }, trial);
  const anew = makeStoreView(scratch, 'anew');
  const second = await writeAgain(image, { store: anew, outputs: join(scratch, 'second'), signal });
  rmSync(anew, { recursive: true });
  return forms.map((form) => {
    const [one, other] = [first.get(form), second.get(form)];
    if (!one || !other) throw new Error(`${form.name} was not written`);
    const anewSeconds = form === forms[0] ? other.seconds : undefined;
    return { image: image.name, form, ...one, anewSeconds, again: other.sha256 };
  });
}

type Checked = Made & { readonly problems: readonly string[] };

/** Only the raw disk stays for as long as others are held against it. */
async function writeAndCheck(
  image: Image,
  bench: Bench,
  { schema }: Trial,
): Promise<ReadonlyMap<Form, Checked>> {
  mkdirSync(bench.outputs);
  const written = new Map<Form, Checked>();
  const find = (format: string) => [...written].find(([form]) => form.format === format)?.[1];
  const raw = getPath(forms[0], bench);
  for (const form of forms) {
    const path = getPath(form, bench);
    const seconds = await write(image, form, bench);
    const vmdk = find('vmdk')?.sha256;
    const checks = check({ form, path, raw, image: image.facts, vmdk, schema });
    const [weighed, problems] = await Promise.all([weigh(path), checks]);
    written.set(form, { ...weighed, seconds, problems });
    if (path !== raw) rmSync(path, { recursive: true });
    process.stderr.write(`${image.name} as ${form.name}: ${seconds.toFixed(2)} s\n`);
  }
  rmSync(bench.outputs, { recursive: true });
  return written;
}

const lanes = 2;

async function writeAgain(image: Image, bench: Bench): Promise<ReadonlyMap<Form, Made>> {
  mkdirSync(bench.outputs);
  const written = new Map<Form, Made>();
  const writeOne = async (form: Form) => {
    const seconds = await write(image, form, bench);
    const path = getPath(form, bench);
    written.set(form, { ...(await weigh(path)), seconds });
    rmSync(path, { recursive: true });
  };
  const [raw, ...others] = forms;
  await writeOne(raw);
  const left = others.values();
  const work = async () => {
    for (const form of left) await writeOne(form);
  };
  await Promise.all(Array.from({ length: lanes }, work));
  rmSync(bench.outputs, { recursive: true });
  return written;
}

function write(image: Image, form: Form, bench: Bench): Promise<number> {
  bench.signal.throwIfAborted();
  return writeForm(image, form, { ...bench, path: getPath(form, bench) });
}

function getPath({ name }: Form, { outputs }: Bench): string {
  return join(outputs, `disk.${name.replace(', ', '-')}`);
}
