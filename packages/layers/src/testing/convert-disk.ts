import { Failure } from '@strata/diagnostics';
import type { ConvertRequest } from '../disk/formats';
import { convertDisk } from '../disk/formats';

/** Writes a disk by a request in JSON, and the problems that it met as JSON: for a process of its own. */
convertDisk(JSON.parse(process.argv[2] as string) as ConvertRequest).catch((error: unknown) => {
  if (!(error instanceof Failure)) throw error;
  process.stdout.write(`${JSON.stringify(error.diagnostics)}\n`);
});
