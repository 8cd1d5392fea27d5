import { resolve } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { Files } from '@strata/sdk';
import { problem } from '../codes';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { readEvents } from '../records/read-events';
import { createReportCollector } from '../report/collect';
import { formatReport } from '../report/report';
import { defineCommand } from './command';

const flags = defineFlags({
  output: {
    kind: 'text',
    placeholder: 'FILE',
    doc: 'File of the page. By default it is written to standard output.',
  },
});

/** `strata report`: the page of a run from its event file, also of one that was killed. */
export const report = defineCommand({
  usage: '[flags] EVENTS',
  flags,
  run: async ({ out, ports }, { flags: { output }, rest }) => {
    const [name, ...others] = rest;
    if (name === undefined || others.length > 0)
      throw new Failure(
        problem('CLI007', {
          detail: `Name one event file. Given: ${rest.length}.`,
          hint: 'strata build -events FILE writes one.',
        }),
      );
    const { cwd } = ports.environment;
    if (output !== undefined && resolve(cwd, output) === resolve(cwd, name))
      throw new Failure(
        problem('CLI026', {
          detail: `-output is ${resolve(cwd, name)}, the event file itself.`,
          hint: 'Give the page a file of its own, such as run.html.',
        }),
      );
    const collector = createReportCollector();
    for (const event of readEvents(await readText(ports.files, resolve(cwd, name)))) collector.take(event);
    const { builds, started } = collector.getReport();
    if (!started && builds.length === 0)
      throw new Failure(
        problem('CLI025', {
          detail: `${name} holds no events.`,
          hint: 'strata build -events FILE writes a file that does.',
        }),
      );
    const page = formatReport(collector.getReport());
    if (output === undefined) out.write(page);
    else await ports.files.write(resolve(cwd, output), page);
    return EXIT.success;
  },
});

async function readText(files: Files, path: string): Promise<string> {
  try {
    return await files.readText(path);
  } catch (error) {
    throw new Failure(problem('CLI020', { detail: `${path}: ${(error as Error).message}.` }), {
      cause: error,
    });
  }
}
