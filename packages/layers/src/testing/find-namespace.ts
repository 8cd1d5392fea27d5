/* Says, as JSON, which namespace is found with the folder given: its mode, or the diagnostics. */
import { Failure } from '@strata/diagnostics';
import { findNamespace } from '../namespace';

const request = { searchPath: process.env.PATH ?? '', directory: process.argv[2] as string };

async function find(): Promise<object> {
  try {
    return { mode: (await findNamespace(request)).mode };
  } catch (error) {
    if (error instanceof Failure) return { diagnostics: error.diagnostics };
    throw error;
  }
}

void find().then((found) => process.stdout.write(JSON.stringify(found)));
