import { Failure } from '@strata/diagnostics';
import type { HttpResponse } from '@strata/sdk';
import { problem } from '../../codes';

/** How much of an answer is waited for. */
export interface Limits {
  readonly bytes: number;
  /** For all of it. */
  readonly milliseconds: number;
}

/** The body of an answer. @throws Failure when it is too large or not in UTF-8 */
export async function readText({ body }: HttpResponse, { bytes }: Limits): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    const data = Buffer.from(chunk);
    length += data.length;
    // Leaving the loop closes the stream, and with it the connection.
    if (length > bytes) throw getTooLarge(bytes);
    chunks.push(data);
  }
  return decode(Buffer.concat(chunks));
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    const detail = `the answer of ${bytes.length} bytes is no text in UTF-8, and a template holds nothing else.`;
    throw new Failure(problem('STD002', { detail, hint: DOWNLOAD }), { cause: error });
  }
}

const DOWNLOAD = 'Fetch files in a provisioner, or by an Nx target that strata-output names.';

function getTooLarge(bytes: number): Failure {
  const detail = `the answer is larger than ${bytes / (1 << 20)} MiB.`;
  return new Failure(problem('STD003', { detail, hint: DOWNLOAD }));
}
