import { text } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import { findLocalFile, type PostProcessContext } from '@strata/sdk';
import { problem } from '../../codes';
import type { Tracker } from './tracker';

/** Reads the tracker's data from a file or an address. @throws Failure PPR043 when it is not that */
export async function readTracker(context: PostProcessContext, given: string): Promise<Tracker> {
  const content = /^https?:\/\//.test(given)
    ? await download(context, given)
    : await readFile(context, given);
  const data = parse(content);
  const entries = Object.values(Object(data))
    .slice(0, 1)
    .flatMap((known) => Object.values(Object(known)));
  if (!entries.some((entry) => typeof Object(entry).releases === 'object'))
    throw unusable(given, 'it does not hold source packages with what is known of them in each release');
  return data as Tracker;
}

async function readFile(context: PostProcessContext, given: string): Promise<string> {
  const [file] = await findLocalFile(context, [given], 'file');
  return file === undefined ? '' : context.ports.files.readText(file.path);
}

async function download({ ports, signal }: PostProcessContext, url: string): Promise<string> {
  const { status, body } = await ports.http.get(url, { signal });
  const content = await text(body);
  if (status !== OK) throw unusable(url, `the server answered with ${status}`);
  return content;
}

const OK = 200;

/** An address may hold a login, which nobody is to see. */
function hideLogin(given: string): string {
  return given.replace(/^(https?:\/\/)[^/@]*@/, '$1');
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function unusable(given: string, reason: string): Failure {
  return new Failure(
    problem('PPR043', {
      detail: `${hideLogin(given)} cannot be used as data of Debian's security tracker: ${reason}.`,
      hint: 'Give the JSON that the tracker offers as its data, as a file or by its address.',
    }),
  );
}
