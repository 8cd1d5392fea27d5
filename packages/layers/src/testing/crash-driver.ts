/*
 * A program to be killed: does with namespaces and sandboxes what a build does, over and over, without end.
 * Argument: the store of a sandbox fixture. Everything it starts carries the store's path in its environment.
 */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { findNamespace } from '../namespace';
import { openSandbox } from '../sandbox';

const store = process.argv[2] as string;
const never = new AbortController().signal;
const env = { PATH: '/usr/bin', MARK: store };

async function build(): Promise<void> {
  const searchPath = `${process.env.PATH}:${store}`;
  const namespace = await findNamespace({ searchPath, directory: store });
  const folder = mkdtempSync(join(store, 'build-'));
  const [upper, work, shared] = ['upper', 'work', 'shared'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const path of [upper, work, shared]) mkdirSync(path);
  const request = { store, layers: ['l/tiny'], upper, work, shared, network: false, resolvConf: '', env };
  const session = await openSandbox(namespace, request);
  await Promise.all([
    session.exec({ command: 'setsid sleep 1000 & sleep 0.02' }, never),
    session.mountDirectory('/etc', never),
    session.exec({ command: '(setsid sleep 1000 &) ; while :; do echo x; done | head -c 100000' }, never),
  ]);
  await session.close();
  await namespace.run({ command: 'sh', args: ['-c', 'sleep 0.01; rm -rf "$1"', 'sh', folder] });
}

async function buildForever(): Promise<void> {
  process.stdout.write('go\n');
  for (;;) await build();
}

void buildForever();
