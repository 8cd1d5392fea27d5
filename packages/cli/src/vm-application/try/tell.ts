import { type Diagnostic, Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { Agent } from './agent';
import type { TriedStep, TryRequest } from './steps';

/** The agent takes bash, and an image without one cannot have applications at all. */
export async function assertShell(agent: Agent, { local }: Pick<TryRequest, 'local'>): Promise<void> {
  await agent.place(local);
  const { code } = await agent.run(local.application, 'exit 0');
  if (code === 0) return;
  throw new Failure(
    problem('CLI067', {
      detail: 'The image has no /bin/bash, by which the agent of Azure runs every command.',
      hint: 'Try the application in another image: "test": { "image": … }, or -image.',
    }),
  );
}

/** A command that did not end well. */
export function commandFailed({ label, ended }: TriedStep, { local }: Pick<TryRequest, 'local'>): Diagnostic {
  const how = ended.code === undefined ? 'was ended by a signal' : `ended with ${ended.code}`;
  const said =
    ended.tail.length === 0 ? ' and said nothing.' : `. The last of what it said:\n${ended.tail.join('\n')}`;
  return problem('CLI065', {
    detail: `${local.application.name} ${local.application.version}: ${label} ${how}${said}`,
    hint: 'Machines of Azure would have failed as well. They have no network either, unless you give them one: what the application needs has to be in its package.',
  });
}

/** Lines that are shown; the others are counted. */
const SHOWN = 20;

/** What is there that was not there before. @param left for people, one a line */
export function leftBehind(left: readonly string[], { local }: Pick<TryRequest, 'local'>): Diagnostic {
  const lines = left.slice(0, SHOWN);
  const more = left.length > SHOWN ? [`and ${left.length - SHOWN} more`] : [];
  return problem('CLI066', {
    detail: `${local.application.name} ${local.application.version} was removed, and the machine is not as it was before:\n${[...lines, ...more].join('\n')}`,
    hint: 'Let the remove command take them away. What may stay is listed in vm-app.json: "test": { "leaves": ["/path/**"] }.',
  });
}
