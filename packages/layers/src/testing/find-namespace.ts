/* Says, as JSON, which namespace is found with the folder given (and a file that remembers trials): its mode, or the diagnostics. */
import { Failure } from '@strata/diagnostics';
import { findNamespace } from '../namespace';

const [, , directory = '', memory] = process.argv;
const request = {
  searchPath: process.env.PATH ?? '',
  directory,
  ...(memory === undefined ? {} : { memory }),
};

async function find(): Promise<object> {
  try {
    return { mode: (await findNamespace(request)).mode };
  } catch (error) {
    if (error instanceof Failure) return { diagnostics: error.diagnostics };
    throw error;
  }
}

void find().then((found) => process.stdout.write(JSON.stringify(found)));
