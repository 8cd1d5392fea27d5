import { randomUUID } from 'node:crypto';
import { CMD_SHELL, DONE, namespaces, TERMINATE } from '../../winrm/names';
import { escapeXml, findElement, findElements } from '../../winrm/xml';
import { expand, findProgram, type ProgramTable } from './commands';
import type { Disk } from './disk';
import { refuse } from './fault';
import { type Process, startProcess } from './process';
import type { Operation, Request } from './request';

/** What Windows is set to (`winrm get winrm/config`), and what the fake machine has. */
export interface ServiceOptions {
  readonly maxShells: number;
  readonly maxOperationsPerShell: number;
  /** Milliseconds that a Receive waits at most, however long it may. */
  readonly longestWait: number;
  /** False: standard input of processes is closed from the beginning. */
  readonly givesInput: boolean;
  readonly programs: ProgramTable;
  readonly disk: Disk;
}

/** The shells of one machine. */
export interface Service {
  /** The body of the answer. @throws Fault */
  answer(request: Request): Promise<string>;
  readonly shellCount: () => number;
  /** Command lines as its list of processes showed them, in order. */
  readonly processes: readonly string[];
  /** Ends everything, as a restart does. */
  stop(): void;
}

interface Shell {
  readonly environment: Readonly<Record<string, string>>;
  readonly commands: Map<string, Command>;
  operations: number;
}

interface Command {
  readonly process: Process;
  isReceiving: boolean;
}

/** Bytes in one answer: what fits the smallest envelope as Base64. */
const LARGEST_ANSWER = 100_000;

export function createService(options: ServiceOptions): Service {
  const shells = new Map<string, Shell>();
  const processes: string[] = [];

  const findShell = ({ shellId = '' }: Request): Shell => {
    const shell = shells.get(shellId);
    if (shell) return shell;
    throw refuse.shell(
      `The request for the Windows Remote Shell with ShellId ${shellId} failed because the shell was not found on the server.`,
    );
  };

  const findCommand = (request: Request, id: string | undefined): Command => {
    const command = findShell(request).commands.get(id ?? '');
    if (command) return command;
    throw refuse.parameter('The parameter is incorrect: there is no such command in the shell.');
  };

  const operations: Readonly<Record<Operation, (request: Request) => Promise<string> | string>> = {
    create({ body }) {
      if (shells.size >= options.maxShells)
        throw refuse.shells(
          `The WS-Management service cannot process the request. This user is allowed a maximum number of ${options.maxShells} concurrent shells, which has been exceeded. Close existing shells or raise the quota for this user.`,
        );
      const shell = findElement(body, namespaces.shell, 'Shell');
      const streams = ['InputStreams', 'OutputStreams'].map(
        (name) => shell && findElement(shell, namespaces.shell, name)?.text.trim(),
      );
      if (streams[0] !== 'stdin' || streams[1] !== 'stdout stderr')
        throw refuse.envelope('A shell needs its input and output streams.');
      const given = findElements(body, namespaces.shell, 'Variable');
      const id = randomUUID().toUpperCase();
      shells.set(id, {
        environment: Object.fromEntries(
          given.map(({ attributes, text }) => [attributes['Name'] ?? '', text]),
        ),
        commands: new Map(),
        operations: 0,
      });
      return `<x:ResourceCreated><a:Address>http://127.0.0.1/wsman</a:Address><a:ReferenceParameters><w:ResourceURI>${CMD_SHELL}</w:ResourceURI><w:SelectorSet><w:Selector Name="ShellId">${id}</w:Selector></w:SelectorSet></a:ReferenceParameters></x:ResourceCreated><rsp:Shell><rsp:ShellId>${id}</rsp:ShellId><rsp:ResourceUri>${CMD_SHELL}</rsp:ResourceUri></rsp:Shell>`;
    },
    delete(request) {
      for (const { process } of findShell(request).commands.values()) process.kill();
      shells.delete(request.shellId ?? '');
      return '';
    },
    command(request) {
      const shell = findShell(request);
      if (shell.operations >= options.maxOperationsPerShell)
        throw refuse.operations(
          `The WS-Management service cannot process the request. This user is allowed a maximum number of ${options.maxOperationsPerShell} concurrent operations, which has been exceeded. Close existing operations for this user, or raise the quota for this user.`,
        );
      const line = findElement(request.body, namespaces.shell, 'CommandLine');
      const words = line?.children.map(({ text }) => text) ?? [];
      if (line?.children[0]?.name !== 'Command') throw refuse.envelope('There is no command to run.');
      shell.operations++;
      const asked = words.join(' ');
      processes.push(`cmd.exe /C ${asked}`);
      const commandLine = expand(asked, shell.environment);
      const program = findProgram(commandLine, options.programs, options.disk);
      const process = startProcess(program, { commandLine, environment: shell.environment });
      if (!options.givesInput) void process.write(Buffer.alloc(0), true);
      const id = randomUUID().toUpperCase();
      shell.commands.set(id, { process, isReceiving: false });
      return `<rsp:CommandResponse><rsp:CommandId>${id}</rsp:CommandId></rsp:CommandResponse>`;
    },
    async send(request) {
      const stream = findElement(request.body, namespaces.shell, 'Stream');
      const { process } = findCommand(request, stream?.attributes['CommandId']);
      if (stream?.attributes['Name'] !== 'stdin')
        throw refuse.parameter('The parameter is incorrect: there is no such stream.');
      if (!isBase64(stream.text))
        throw refuse.parameter('The parameter is incorrect: the stream is not Base64.');
      if (process.exitCode() !== undefined || (process.inputEnded() && options.givesInput))
        throw refuse.input('The pipe is being closed.');
      const isEnd = /^(true|1)$/i.test(stream.attributes['End'] ?? '');
      if (options.givesInput) await process.write(Buffer.from(stream.text, 'base64'), isEnd);
      return '<rsp:SendResponse/>';
    },
    async receive(request) {
      const desired = findElement(request.body, namespaces.shell, 'DesiredStream');
      const id = desired?.attributes['CommandId'] ?? '';
      const command = findCommand(request, id);
      if (desired?.text.trim() !== 'stdout stderr')
        throw refuse.parameter('The parameter is incorrect: there are no such streams.');
      if (command.isReceiving) throw refuse.busy('The command is being received from already.');
      command.isReceiving = true;
      try {
        return await receive(command.process, id, Math.min(request.timeout, options.longestWait));
      } finally {
        command.isReceiving = false;
      }
    },
    signal(request) {
      const element = findElement(request.body, namespaces.shell, 'Signal');
      const id = element?.attributes['CommandId'] ?? '';
      const { process } = findCommand(request, id);
      const code = element && findElement(element, namespaces.shell, 'Code')?.text.trim();
      if (code !== TERMINATE)
        throw refuse.parameter(`The parameter is incorrect: there is no signal ${code}.`);
      process.kill();
      findShell(request).commands.delete(id);
      return '<rsp:SignalResponse/>';
    },
  };

  return {
    answer: async (request) => operations[request.operation](request),
    shellCount: () => shells.size,
    processes,
    stop() {
      for (const { commands } of shells.values()) for (const { process } of commands.values()) process.kill();
      shells.clear();
    },
  };
}

const LETTERS_IN_GROUP = 4;

function isBase64(text: string): boolean {
  return text.length % LETTERS_IN_GROUP === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

async function receive(process: Process, id: string, timeout: number): Promise<string> {
  const pieces = await process.take(LARGEST_ANSWER, timeout);
  const code = process.isEmpty() ? process.exitCode() : undefined;
  if (pieces.length === 0 && code === undefined)
    throw refuse.timedOut(
      'The WS-Management service cannot complete the operation within the time specified in OperationTimeout.',
    );
  const streams = pieces.map(
    ({ stream, data }) =>
      `<rsp:Stream Name="${stream}" CommandId="${id}">${data.toString('base64')}</rsp:Stream>`,
  );
  const state =
    code === undefined
      ? `<rsp:CommandState CommandId="${id}" State="${namespaces.shell}/CommandState/Running"/>`
      : `<rsp:Stream Name="stdout" CommandId="${id}" End="true"/><rsp:Stream Name="stderr" CommandId="${id}" End="true"/><rsp:CommandState CommandId="${id}" State="${DONE}"><rsp:ExitCode>${escapeXml(String(code))}</rsp:ExitCode></rsp:CommandState>`;
  return `<rsp:ReceiveResponse>${streams.join('')}${state}</rsp:ReceiveResponse>`;
}
