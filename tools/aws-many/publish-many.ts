import { text } from 'node:stream/consumers';
import { createNodePorts } from '@strata/sdk/node';
import {
  type AwsContext,
  type AwsDestination,
  createDesk,
  openAwsSession,
  openPublicationLog,
  preparePublication,
} from '@strata/target-aws/publish';

/** What is to be compared, as JSON on standard input: this process loads nothing that only the fake needs. */
export interface ManyImages {
  readonly destination: AwsDestination;
  readonly images: readonly { readonly image: string; readonly layers: readonly string[] }[];
}

/** Compares all images with what is in their regions, and tells what that took; fails when one is to be changed. */
export async function publishMany(): Promise<void> {
  const { destination, images }: ManyImages = JSON.parse(await text(process.stdin));
  const ports = createNodePorts();
  const { signal } = new AbortController();
  const secrets = { register: () => true };
  const login = { region: destination.region, skip_credential_validation: true };
  const session = await openAwsSession(login, { ports, signal, secrets });
  const context: AwsContext = { session, clock: ports.clock, signal };
  const desk = createDesk(context, { channels: destination.channels });
  const { files } = ports;
  let changed = 0;
  for (const { image, layers } of images) {
    const { changes } = await preparePublication(context, {
      ...{ destination, desk, image, parents: [] },
      log: await openPublicationLog(files, { folder: '/nowhere', destination: destination.name, image }),
      content: { layers: layers.map((diffId) => ({ diffId })), disk: {} },
      maps: { files, folder: '/nowhere' },
      login,
      warn: () => undefined,
      openLedger: () => Promise.reject(new Error(`${image} is there already`)),
      makeDisk: () => Promise.reject(new Error(`${image} is there already`)),
    });
    changed += changes.length;
  }
  session.close();
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const processor = ((userCPUTime + systemCPUTime) / 1e6).toFixed(2);
  process.stdout.write(`${processor} s of processor time, ${Math.round(maxRSS / 1024)} MiB`);
  process.exitCode = changed === 0 ? 0 : 1;
}
