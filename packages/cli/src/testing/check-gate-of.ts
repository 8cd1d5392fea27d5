import type { Diagnostic } from '@strata/diagnostics';
import { createNodePorts } from '@strata/sdk/node';
import { findReceipt } from '../commands/find-receipt';
import type { CliContext, Terminal } from '../context';
import { checkGate, type GateExceptions } from '../gate';
import { openTemplates } from '../open-templates';
import type { WorkspaceFixture } from './workspace-fixture';

const choices = { vars: [], varFiles: [], selection: { only: [], except: [] } };

/** What the gate says of an image of a workspace, as whoever publishes it asks. */
export async function checkGateOf(
  { root }: WorkspaceFixture,
  folder: string,
  exceptions: Partial<GateExceptions> = {},
): Promise<readonly Diagnostic[]> {
  const ports = createNodePorts();
  const silent: Terminal = { isTerminal: false, width: 120, color: false, write: () => undefined };
  const variables = { PATH: process.env.PATH ?? '', HOME: root, XDG_CACHE_HOME: `${root}/cache` };
  const context: CliContext = {
    ports: { ...ports, environment: { ...ports.environment, cwd: root, variables } },
    signal: new AbortController().signal,
    ...{ out: silent, err: silent },
  };
  await using opened = await openTemplates(context, [folder], { choices });
  const [project] = opened.templates;
  if (!project) throw new Error(`${folder} is no template`);
  const receipt = await findReceipt(ports.files, project, undefined);
  const none = { withoutTests: [], withoutScan: [] };
  return checkGate(opened.session, { project, receipt }, { ...none, ...exceptions });
}
