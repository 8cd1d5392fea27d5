import type { OutputChunk } from '@strata/sdk';
import { getEnvelope, MAX_ENVELOPE, OPERATION_SECONDS, type Request } from './envelope';
import type { Post } from './http';
import { actions, DONE, namespaces, TERMINATE } from './names';
import { readReply } from './reply';
import { escapeXml, findElement, findElements, type XmlElement } from './xml';

export type ShellEnvironment = Readonly<Record<string, string>>;

/** A command that was begun. */
export interface CommandId {
  readonly shell: string;
  readonly command: string;
}

export interface Received {
  readonly chunks: readonly OutputChunk[];
  /** Present when the command is over. */
  readonly end?: { readonly code: number | undefined };
}

/** The operations of a Windows shell, one message each. Source: [MS-WSMV] 3.1.4. */
export interface Protocol {
  createShell(environment: ShellEnvironment, signal: AbortSignal): Promise<string>;
  deleteShell(shell: string, signal: AbortSignal): Promise<void>;
  begin(shell: string, commandLine: string, signal: AbortSignal): Promise<CommandId>;
  /** @param data at most {@link LARGEST_PIECE} bytes */
  send(id: CommandId, data: Buffer, options: { readonly end: boolean; signal: AbortSignal }): Promise<void>;
  /** What came since; waits for it, and throws a fault with the code `TIMED_OUT` when nothing does. */
  receive(id: CommandId, signal: AbortSignal): Promise<Received>;
  /** Ends a command that runs, and lets go of one that is over. */
  terminate(id: CommandId, signal: AbortSignal): Promise<void>;
}

/** Room in a message for all but its data. */
const ENVELOPE_ROOM = 4_096;

/** As Base64, as much as a message takes: four letters for three bytes. */
export const LARGEST_PIECE = Math.floor((MAX_ENVELOPE - ENVELOPE_ROOM) / 4) * 3;

/** The service says within its own time that there is nothing yet; who is silent for longer is not there any more. */
const PATIENCE = (OPERATION_SECONDS + 30) * 1_000;

/** UTF-8. */
const CODE_PAGE = '65001';

export function createProtocol(post: Post): Protocol {
  const ask = async (request: Request, signal: AbortSignal, once = false): Promise<XmlElement> =>
    readReply(await post.send(getEnvelope(post.url, request), { limit: PATIENCE, signal, once }));
  return {
    async createShell(environment, signal) {
      const options = { WINRS_NOPROFILE: 'FALSE', WINRS_CODEPAGE: CODE_PAGE };
      const body = `<r:Shell>${getVariables(environment)}<r:InputStreams>stdin</r:InputStreams><r:OutputStreams>stdout stderr</r:OutputStreams></r:Shell>`;
      const reply = await ask({ action: actions.create, body, options }, signal);
      return findShellId(reply);
    },
    async deleteShell(shellId, signal) {
      await ask({ action: actions.delete, body: '', shellId }, signal);
    },
    async begin(shell, commandLine, signal) {
      const options = { WINRS_CONSOLEMODE_STDIN: 'FALSE', WINRS_SKIP_CMD_SHELL: 'FALSE' };
      const body = `<r:CommandLine><r:Command>${escapeXml(commandLine)}</r:Command></r:CommandLine>`;
      const reply = await ask({ action: actions.command, body, shellId: shell, options }, signal, true);
      const id = findElement(reply, namespaces.shell, 'CommandId');
      if (!id) throw new Error('The answer names no command.');
      return { shell, command: id.text.trim() };
    },
    async send({ shell, command }, data, { end, signal }) {
      const last = end ? ' End="TRUE"' : '';
      const stream = `<r:Stream Name="stdin" CommandId="${escapeXml(command)}"${last}>${data.toString('base64')}</r:Stream>`;
      await ask({ action: actions.send, body: `<r:Send>${stream}</r:Send>`, shellId: shell }, signal);
    },
    async receive({ shell, command }, signal) {
      const body = `<r:Receive><r:DesiredStream CommandId="${escapeXml(command)}">stdout stderr</r:DesiredStream></r:Receive>`;
      return readReceived(await ask({ action: actions.receive, body, shellId: shell }, signal));
    },
    async terminate({ shell, command }, signal) {
      const body = `<r:Signal CommandId="${escapeXml(command)}"><r:Code>${TERMINATE}</r:Code></r:Signal>`;
      await ask({ action: actions.signal, body, shellId: shell }, signal);
    },
  };
}

function getVariables(environment: ShellEnvironment): string {
  const list = Object.entries(environment).map(
    ([name, value]) => `<r:Variable Name="${escapeXml(name)}">${escapeXml(value)}</r:Variable>`,
  );
  return list.length === 0 ? '' : `<r:Environment>${list.join('')}</r:Environment>`;
}

/** Older Windows names the shell in the selectors alone. */
function findShellId(reply: XmlElement): string {
  const selectors = findElements(reply, namespaces.wsman, 'Selector');
  const found =
    findElement(reply, namespaces.shell, 'ShellId') ??
    selectors.find(({ attributes }) => attributes['Name'] === 'ShellId');
  if (!found) throw new Error('The answer names no shell.');
  return found.text.trim();
}

function readReceived(reply: XmlElement): Received {
  const chunks = findElements(reply, namespaces.shell, 'Stream').flatMap(readChunk);
  const state = findElement(reply, namespaces.shell, 'CommandState');
  if (state?.attributes['State'] !== DONE) return { chunks };
  const code = findElement(state, namespaces.shell, 'ExitCode')?.text.trim();
  return { chunks, end: { code: code === undefined || code === '' ? undefined : Number(code) } };
}

function readChunk({ attributes, text }: XmlElement): readonly OutputChunk[] {
  const stream = attributes['Name'];
  const data = Buffer.from(text, 'base64');
  if (data.length === 0 || (stream !== 'stdout' && stream !== 'stderr')) return [];
  return [{ stream, data }];
}
