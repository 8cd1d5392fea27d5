import { strict } from 'node:assert';
import { constants } from 'node:os';
import { Readable } from 'node:stream';
import { Failure } from '@strata/diagnostics';
import { quoteWord } from '@strata/sdk';
import { ask } from '../ask/ask';
import { type Check, createSettings } from '../checks/check';
import type { Answer, Finding } from '../checks/kind';
import { kinds } from '../kinds';
import { getHttpText, readHttpAnswer } from '../kinds/http';
import type { HttpQuestion } from '../kinds/http-request';
import { HTTP_TIMEOUT } from '../kinds/http-request';
import { type Line, withRights } from '../run/line';
import { withLimit } from '../run/with-limit';
import type { CommandOptions, CommandResult, Guest, GuestFile, GuestResponse, RequestOptions } from './guest';

const COMMAND_TIMEOUT = 60_000;

/** A guest for test programs. @param uploaded gets the paths of what has to go again */
export function createGuest(line: Line, uploaded: (path: string) => void): Guest {
  return {
    run: (command, options) => run(line, command, options),
    file: (path) => getFile(line, path),
    http: (url, options) => getResponse(line, url, options),
    upload: async (content, path, { mode } = {}) => {
      uploaded(path);
      await line.communicator.upload(Buffer.from(content), path, {
        ...(mode !== undefined && { mode }),
        signal: line.signal,
      });
    },
    assert: strict,
  };
}

async function run(
  line: Line,
  command: string,
  { stdin, timeout = COMMAND_TIMEOUT }: CommandOptions = {},
): Promise<CommandResult> {
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const text = `PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; ${command}`;
  const ended = await withLimit({ ...line, milliseconds: timeout }, (signal) =>
    line.communicator.exec(
      {
        command: withRights(line, `sh -c ${quoteWord(text)}`),
        ...(stdin !== undefined && { stdin: Readable.from([Buffer.from(stdin)]) }),
        onOutput: ({ stream, data }) => void chunks[stream].push(data),
      },
      signal,
    ),
  );
  if (ended.kind === 'disconnected') throw new Error(`The guest went away under: ${command}`);
  return {
    code: ended.kind === 'exited' ? ended.code : getSignalCode(ended.signal),
    stdout: Buffer.concat(chunks.stdout).toString(),
    stderr: Buffer.concat(chunks.stderr).toString(),
  };
}

const SIGNALLED = 128;

function getSignalCode(signal: string): number {
  const name = signal.startsWith('SIG') ? signal : `SIG${signal}`;
  const found = Object.entries(constants.signals).find(([each]) => each === name);
  return SIGNALLED + (found?.[1] ?? 0);
}

/** One question of a kind of check, by itself. */
async function askOne(line: Line, question: string, helpers: string): Promise<Answer> {
  const { answers, trouble } = await ask(line, { questions: [question], helpers: [helpers], patience: 0 });
  const [answer] = answers;
  if (answer) return answer;
  throw trouble ? new Failure(trouble) : new Error('The guest gave no answer.');
}

async function getFile(line: Line, path: string): Promise<GuestFile> {
  const kind = kinds.file;
  const look = async (attributes: readonly string[]) => {
    const check = makeFileCheck(path, attributes);
    const texts = kind.getQuestions(check);
    const answer = await askOne(line, Object.values(texts).join('\n'), kind.helpers ?? '');
    return kind.getFindings(check, Object.fromEntries(Object.keys(texts).map((name) => [name, answer])));
  };
  const found = await look(['linked-to']);
  return {
    exists: getValue(found['exists']) === true,
    type: getText(found['filetype']),
    mode: getText(found['mode']),
    size: Number(getValue(found['size']) ?? 0),
    owner: getText(found['owner']),
    group: getText(found['group']),
    linkedTo: getText(found['linked-to']),
    text: async () => {
      const { contents } = await look(['contents']);
      if (contents?.kind === 'value') return String(contents.value);
      throw new Error(`${path}: ${contents?.reason ?? 'The guest gave no answer.'}`);
    },
  };
}

const nowhere = { line: 1, column: 1, byte: 0 };
const range = { file: '', start: nowhere, end: nowhere };

function makeFileCheck(path: string, attributes: readonly string[]): Check {
  return {
    kind: 'file',
    id: path,
    skip: false,
    settings: createSettings({}),
    range,
    expectations: attributes.map((attribute) => ({
      attribute,
      matcher: { kind: 'text', value: '', written: '' },
      range,
    })),
  };
}

const getValue = (finding: Finding | undefined) => (finding?.kind === 'value' ? finding.value : undefined);

const getText = (finding: Finding | undefined) => String(getValue(finding) ?? '');

async function getResponse(line: Line, url: string, options: RequestOptions = {}): Promise<GuestResponse> {
  const { method = 'GET', headers = {}, body = '', insecure = false, follow = true } = options;
  const question: HttpQuestion = {
    ...{ url, method, body, insecure, follow },
    headers: Object.entries(headers).map(([name, text]) => `${name}: ${text}`),
    ...{ username: '', password: '', caFile: '', certFile: '', keyFile: '', proxy: '' },
    milliseconds: options.timeout ?? HTTP_TIMEOUT,
  };
  const answer = readHttpAnswer(
    await askOne(line, getHttpText(question), kinds.http.helpers ?? ''),
    question.milliseconds,
  );
  if ('reason' in answer) throw new Error(`${method} ${url}: ${answer.reason}`);
  return {
    status: answer.status,
    headers: joinHeaders(answer.headers),
    body: answer.body,
    json: () => JSON.parse(answer.body),
  };
}

function joinHeaders(lines: readonly string[]): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [, name = '', text = ''] = /^([^:]+):\s*(.*)$/su.exec(line) ?? [];
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? text : `${headers[key]}, ${text}`;
  }
  return headers;
}
