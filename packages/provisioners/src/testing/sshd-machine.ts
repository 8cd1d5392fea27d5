import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { BlockSchema, Connection } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createProvisionContext } from '@strata/sdk/testing';
import { connectTo } from '../../../communicators/src/testing/ssh-fixture';
import { startSshd } from '../../../communicators/src/testing/sshd';
import { withDefaults } from './get-defaults';
import type { PartRun } from './run-part';

/** A machine with a real SSH server, which is this one, and a folder that both sides work in. */
export interface SshdMachine {
  readonly folder: string;
  readonly connection: Connection;
  /** Writes files into the folder; those that begin with `#!` may be run. */
  write(files: Readonly<Record<string, string>>): void;
  read(path: string): string;
  /** Runs a part; gives what was printed, and what went wrong. */
  run<O>(part: SshdPart<O>, options: Partial<O>, signal?: AbortSignal): Promise<PartEnd>;
  close(): Promise<void>;
}

type SshdPart<O> = Pick<PartRun<O>, 'provision'> & { readonly schema: BlockSchema };

export interface PartEnd {
  readonly text: string;
  readonly said: string;
  readonly warnings: readonly string[];
  readonly problems: Failure['diagnostics'];
}

/** Programs in `bin` of the folder come first there. */
export async function startSshdMachine(): Promise<SshdMachine> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-machine-'));
  const path = `${join(folder, 'bin')}:/usr/sbin:/usr/bin:/sbin:/bin`;
  const sshd = await startSshd({ config: [`SetEnv HOME=${folder} PATH=${path}`] });
  const connection = await connectTo(sshd);
  const write: SshdMachine['write'] = (files) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
      if (content.startsWith('#!')) chmodSync(join(folder, name), 0o755);
    }
  };
  return {
    ...{ folder, connection, write },
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    async run(part, options, signal) {
      const context = createProvisionContext({
        ports: createNodePorts() as never,
        communicator: connection.communicator as never,
        baseDirectory: folder,
        scratch: join(folder, 'scratch'),
        ...(signal && { signal }),
      });
      const error = await part.provision(context, withDefaults(part.schema, options)).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error !== undefined && !(error instanceof Failure)) throw error;
      return {
        text: context.reporter.text(),
        said: context.reporter.said.join('\n'),
        warnings: context.reporter.warnings,
        problems: error?.diagnostics ?? [],
      };
    },
    async close() {
      await connection.close();
      await sshd.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
