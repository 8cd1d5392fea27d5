import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '../../packages/diagnostics/src';
import { findImage } from './image';
import { makeStoreView } from './store-view';
import { formatTable, isRight, type Row } from './table';
import { tryImage } from './try-image';

/** Of this repository, those that start as machines. */
const everyImage = ['golden', 'middleware', 'webapp', 'middleware-webapp', 'jenkins'];

/**
 * `npm run image-formats [-- IMAGE... --ovf-schema=FILE]`: writes built images in every form, twice and the second time
 * without kept disks; compares digests, reads everything back, and prints one table. FILE is DMTF's `ovf-envelope.xsd`
 * (DSP8023) with the schemas that it imports beside it.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { 'ovf-schema': { type: 'string' } },
    allowPositionals: true,
  });
  const schema = values['ovf-schema'];
  if (schema !== undefined && !existsSync(schema)) return refuse(`${schema} is not there.`);
  const names = positionals.length > 0 ? positionals : everyImage;
  const images = names.map(findImage).filter((image) => image !== undefined);
  const missing = names.filter((name) => !images.some((image) => image.name === name));
  if (missing.length > 0)
    return refuse(`Not built yet: npx nx run-many -t build-image -p ${missing.join(',')}`);
  const scratch = mkdtempSync(join(tmpdir(), 'strata-formats-'));
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  try {
    const rows: Row[] = [];
    const trial = { kept: makeStoreView(scratch, 'kept'), scratch, schema, signal: stop.signal };
    for (const image of images) rows.push(...(await tryImage(image, trial)));
    process.stdout.write(`${formatTable(rows)}\n${describeSchema(schema)}`);
    return rows.every(isRight) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return refuse(error.diagnostics.map(({ code, detail }) => `${detail} (${code})`).join('\n'));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function refuse(text: string): number {
  process.stderr.write(`${text}\n`);
  return 1;
}

function describeSchema(schema: string | undefined): string {
  return schema === undefined
    ? "Descriptions in OVAs were not held against DMTF's schema: give --ovf-schema=FILE.\n"
    : "Descriptions in OVAs are valid by DMTF's schema where they read back as equal.\n";
}
