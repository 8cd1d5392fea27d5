/**
 * Builds a small real image in a folder and prints what came of it as JSON, for tests that compare builds of several
 * processes, users and networks. Arguments: folder, folder of downloads.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { Communicator, LayerContext, LayerRecord, OptionsOf, Progress } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createRootfsDefinition } from '../rootfs/definition';
import type { RootfsLink } from '../rootfs/link';
import type { RootfsSchema } from '../rootfs/schema';

const [folder = '', downloads = ''] = process.argv.slice(2);

/** Enough of a communicator to run commands; parts may not use each other. */
const connect = (link: RootfsLink) => ({ type: 'sandbox', exec: link.exec }) as unknown as Communicator;

const options = {
  bootstrap: { distribution: 'debian', suite: 'bookworm', variant: 'apt', packages: ['initramfs-tools'] },
} as unknown as OptionsOf<RootfsSchema>;

/** Shows what dpkg is given. */
const lookAtPackages = `
cat >/run/dpkg <<'END'
#!/bin/sh
ls -l /var/cache/apt/archives
exec dpkg "$@"
END
chmod 755 /run/dpkg
apt-get install -y -q --no-install-recommends -o Dir::Bin::dpkg=/run/dpkg hello
echo afterwards
ls -l /var/cache/apt/archives
sha256sum /var/cache/apt/archives/hello_*.deb`;

/** What each step runs. */
const steps = [
  'apt-get install -y -q --no-install-recommends iputils-ping',
  'apt-get update -q && apt-get install -y -q --no-install-recommends netcat-openbsd',
  'update-initramfs -h >/dev/null 2>&1; dpkg-divert --list; head -c 9 /usr/sbin/update-initramfs',
  'ls /var/lib/apt/lists; grep -rl strata /etc || true; cat /etc/apt/sources.list',
  lookAtPackages,
] as const;

async function main(): Promise<object> {
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch, { recursive: true });
  const warnings: string[] = [];
  const progress: Progress[] = [];
  const context: LayerContext = {
    ports: createNodePorts(),
    reporter: {
      say: () => undefined,
      output: () => undefined,
      warn: (message) => void warnings.push(message),
      commandEnded: () => undefined,
      progress: (told) => void progress.push(told),
    },
    signal: new AbortController().signal,
    baseDirectory: folder,
    scratch,
    buildId: 'test',
    places: { store: join(folder, 'store'), downloads },
  };
  const builder = await createRootfsDefinition({ connect }).load();
  const facts = JSON.parse(process.env.FACTS || 'null') ?? (await builder.resolve(context, options));
  const isAvailable = await builder.isAvailable(context, options, facts);
  const layers: LayerRecord[] = [...(await builder.makeBase(context, options, facts))];
  const outputs: string[] = [];
  for (const command of steps) {
    const layer = await builder.open(context, { layers, base: facts, network: true });
    const output: Buffer[] = [];
    const exit = await layer.communicator.exec(
      { command, onOutput: ({ data }) => void output.push(data) },
      context.signal,
    );
    outputs.push(Buffer.concat(output).toString());
    if (exit.kind !== 'exited' || exit.code !== 0) {
      // What stays open would keep this process.
      await layer.discard();
      throw new Error(`${command}: ${outputs.at(-1)}`);
    }
    layers.push(await layer.commit());
  }
  return { facts, isAvailable, layers, outputs, progress, warnings };
}

main()
  .catch((error: unknown) =>
    error instanceof Failure ? { diagnostics: error.diagnostics } : { error: String(error) },
  )
  .then((result) => process.stdout.write(JSON.stringify(result)));
