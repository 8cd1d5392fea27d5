import { Failure } from '@strata/diagnostics';
import type { BlockSchema } from '@strata/sdk';
import {
  type Answer,
  createProvisionContext,
  createRecordingCommunicator,
  createTestPorts,
} from '@strata/sdk/testing';
import { withDefaults } from './get-defaults';

export interface PartRun<O> {
  readonly schema: BlockSchema;
  readonly provision: (context: ReturnType<typeof createProvisionContext>, options: O) => Promise<void>;
  readonly files: Readonly<Record<string, string>>;
}

/** Runs a part on a machine that keeps what is sent to it; gives that, and what went wrong. */
export async function runPart<O>(
  { schema, provision, files }: PartRun<O>,
  options: Partial<O>,
  answer: Answer = () => 0,
) {
  const communicator = createRecordingCommunicator({ answer });
  const context = createProvisionContext({ communicator, ports: createTestPorts(files) });
  const error = await provision(context, withDefaults<O>(schema, options)).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error !== undefined && !(error instanceof Failure)) throw error;
  return {
    commands: communicator.commands.map(({ command }) => command),
    env: communicator.commands.map(({ env }) => env),
    sent: communicator.uploads.map(({ destination, content }) => [destination, content.toString()]),
    trees: communicator.trees.map(({ source, destination }) => [source, destination]),
    said: context.reporter.said,
    warnings: context.reporter.warnings,
    problems: error?.diagnostics ?? [],
  };
}

/** The codes of what a schema's rules say of options. */
export function getRuleCodes(schema: BlockSchema, options: Readonly<Record<string, unknown>>) {
  const write = (option: string, value: string) => `${option} = ${value}`;
  return (schema.rules ?? [])
    .flatMap((rule) => rule(options, () => undefined, write))
    .map(({ code }) => code);
}
