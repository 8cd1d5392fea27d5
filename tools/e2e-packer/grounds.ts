import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { type Guest, makeGuest } from '../../packages/builders/src/testing/guest';
import { makeTestEngine, type TestEngine } from '../../packages/communicators/src/testing/container-fixture';
import { type Sshd, startSshd } from '../../packages/communicators/src/testing/sshd';
import { makeTinyImage } from '../../packages/layers/src/testing/tiny-image';
import type { Scenario } from './scenario';

/** What scenarios build on, made when the first needs it: a machine with SSH, a disk to start from, a container engine. */
export interface Grounds {
  readonly sshd?: Sshd;
  readonly guest?: Guest;
  readonly engine?: TestEngine;
  close(): Promise<void>;
}

export async function openGrounds(scenarios: readonly Scenario[]): Promise<Grounds> {
  const sshd = scenarios.some(({ ssh }) => ssh) ? await startSshd() : undefined;
  const guest = scenarios.some((each) => each.guest) ? makeGuest() : undefined;
  const engine = scenarios.some((each) => each.engine) ? makeEngine() : undefined;
  return {
    ...(sshd && { sshd }),
    ...(guest && { guest }),
    ...(engine && { engine }),
    close: async () => {
      await sshd?.close();
      engine?.close();
    },
  };
}

/** The image that every container scenario starts from. */
export const IMAGE = 'tiny';

function makeEngine(): TestEngine {
  const engine = makeTestEngine();
  const root = mkdtempSync(join(tmpdir(), 'strata-tiny-'));
  try {
    makeTinyImage(root);
    chmodSync(root, 0o755);
    engine.importImage(root, IMAGE);
    return engine;
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** What stands in the files of a scenario for things of this machine. */
export function fill(content: string, { sshd, guest }: Grounds): string {
  const values = {
    ...(sshd && {
      SSH_PORT: String(sshd.port),
      SSH_USERNAME: sshd.username,
      SSH_KEY: sshd.key,
      SSH_FOLDER: sshd.folder,
    }),
    ...(guest && {
      GUEST_DISK: guest.disk,
      GUEST_KERNEL: guest.kernel,
      GUEST_INITRD: guest.initrd,
      GUEST_KEY: guest.key,
    }),
  };
  return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(name, value), content);
}

/** Both programs call `docker`: that is podman here. */
export function getPath({ engine }: Grounds): string {
  const path = process.env['PATH'] ?? '';
  return engine ? `${dirname(engine.program)}${delimiter}${path}` : path;
}

/** Containers that a build left, and what is in the image that it tagged; all of it is removed. */
export function takeImages(engine: TestEngine, tag: string | undefined): readonly string[] {
  const lines = (text: string) => text.split('\n').filter((line) => line !== '');
  const containers = lines(engine.run('ps', '--all', '--format', 'container {{.Image}}'));
  const names = lines(engine.run('images', '--format', '{{.ID}} {{.Repository}}:{{.Tag}}'));
  const isThere = tag !== undefined && names.some((name) => name.endsWith(`/${tag}`));
  const image = isThere ? SETTINGS.map((format) => inspect(engine, format, tag)) : [];
  for (const name of names.filter((each) => !each.endsWith(`/${IMAGE}:latest`)))
    engine.run('rmi', '--force', name.split(' ')[0] ?? '');
  return [...containers, ...image];
}

/** What is compared of an image. */
const SETTINGS = [
  '{{.Config.Cmd}} {{.Config.WorkingDir}} {{.Config.User}} {{.Author}}',
  '{{range .Config.Env}}{{.}}\n{{end}}',
];

/** Variables are in no order. */
function inspect(engine: TestEngine, format: string, tag: string): string {
  return engine.run('image', 'inspect', '--format', format, tag).split('\n').sort().join(' ');
}
