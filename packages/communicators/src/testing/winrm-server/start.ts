import { mkdtempSync, rmSync } from 'node:fs';
import {
  createServer as createHttp,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { getFreePort } from '../sshd';
import { type Certificate, makeCertificate } from './certificate';
import type { ProgramTable } from './commands';
import { createDisk } from './disk';
import { Fault } from './fault';
import { createNegotiation } from './negotiation';
import { getFaultReply, getReply, type Reply } from './reply';
import { type Operation, readRequest } from './request';
import { createService, type ServiceOptions } from './service';

/** Settings of the service, by their names in Windows, and what it can run. */
export interface WinrmServerOptions extends Partial<Omit<ServiceOptions, 'disk' | 'programs'>> {
  /** What it can run beside the scripts of our own client. */
  readonly programs?: (server: WinrmServer) => ProgramTable;
  /** @default true */
  readonly basic?: boolean;
  /** @default true, unlike Windows */
  readonly allowUnencrypted?: boolean;
  /** HTTPS, with a certificate that it made itself. @default false */
  readonly secure?: boolean;
  /** Bytes. */
  readonly maxEnvelopeSize?: number;
  /** Where it listens. @default a free port of 127.0.0.1 */
  readonly place?: { readonly address: string; readonly port: number };
  /** Who may log in. @default Administrator, by a password of all kinds of characters */
  readonly login?: { readonly username: string; readonly password: string };
}

/** A strict WinRM service on loopback, for a Windows that is a folder and a table of commands. */
export interface WinrmServer {
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly certificate: Certificate | undefined;
  /** The disks: `c/windows/temp` and what else is in them. */
  readonly folder: string;
  /** Operations that were asked for, in order, and the codes of what was refused: a fault's, or the status of HTTP. */
  readonly log: readonly (Operation | number)[];
  readonly processes: () => readonly string[];
  readonly shellCount: () => number;
  /** Goes down at once, and is back after so many milliseconds. */
  reboot(downFor: number): void;
  /** How often it was restarted. */
  readonly reboots: () => number;
  readonly isUp: () => boolean;
  /** Hangs up on the next so many requests of a kind, unread. */
  hangUp(operation: Operation, times: number): void;
  close(): Promise<void>;
}

const USERNAME = 'Administrator';
const PASSWORD = 'pässword & <more>:';
/** Of a Windows that nobody set otherwise. */
const MAX_ENVELOPE = 512_000;

export async function startWinrmServer(options: WinrmServerOptions = {}): Promise<WinrmServer> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-windows-'));
  const certificate = options.secure ? makeCertificate() : undefined;
  const { address, port } = options.place ?? { address: '127.0.0.1', port: await getFreePort() };
  const login = options.login ?? { username: USERNAME, password: PASSWORD };
  const log: (Operation | number)[] = [];
  const hangUps = new Map<Operation, number>();
  const abort = new AbortController();
  let reboots = 0;
  let isUp = false;
  const server: WinrmServer = {
    port,
    ...login,
    certificate,
    folder,
    log,
    processes: () => service.processes,
    shellCount: () => service.shellCount(),
    reboots: () => reboots,
    isUp: () => isUp,
    reboot(downFor) {
      reboots++;
      void restart(downFor).catch(() => {});
    },
    hangUp: (operation, times) => void hangUps.set(operation, times),
    async close() {
      abort.abort();
      service.stop();
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const service = createService({
    maxShells: 5,
    maxOperationsPerShell: 15,
    longestWait: 60_000,
    givesInput: true,
    ...options,
    programs: options.programs?.(server) ?? [],
    disk: createDisk(folder),
  });
  const isOpen = (options.allowUnencrypted ?? true) || options.secure === true;
  const isBasic = (options.basic ?? true) && isOpen;
  const negotiation = createNegotiation(login);

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('Server', 'Microsoft-HTTPAPI/2.0');
    const document = (await buffer(request)).toString();
    if (request.url !== '/wsman') return void response.writeHead(404).end();
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const negotiated = negotiation.judge(request);
    if (
      negotiated === 'in' ? !isOpen : !isBasic || request.headers.authorization !== getAuthorization(login)
    ) {
      // A challenge is no refusal.
      if (negotiated === undefined) log.push(401);
      const ways = [negotiated ?? 'Negotiate', ...(isBasic ? ['Basic realm="WSMAN"'] : [])];
      return void response.writeHead(401, { 'WWW-Authenticate': ways }).end();
    }
    if (!/^application\/soap\+xml;\s*charset=utf-8$/i.test(request.headers['content-type'] ?? ''))
      return void response.writeHead(415).end();
    const reply = await answer(document);
    if (!reply) return void request.socket.destroy();
    response.writeHead(reply.status, { 'Content-Type': 'application/soap+xml;charset=UTF-8' });
    response.end(reply.body);
  };

  /** Undefined for a request that is hung up on. */
  const answer = async (document: string): Promise<Reply | undefined> => {
    try {
      const asked = readRequest(document, options.maxEnvelopeSize ?? MAX_ENVELOPE);
      log.push(asked.operation);
      const left = hangUps.get(asked.operation) ?? 0;
      hangUps.set(asked.operation, left - 1);
      if (left > 0) return undefined;
      const body = await service.answer(asked);
      return getReply({ action: `${asked.action}Response`, relatesTo: asked.messageId, body });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      log.push(error.code);
      return getFaultReply(error);
    }
  };

  let listener: Server;
  const listen = async () => {
    const onRequest = (request: IncomingMessage, response: ServerResponse) =>
      void handle(request, response).catch(() => request.socket.destroy());
    listener = certificate ? createHttps({ ...certificate }, onRequest) : createHttp(onRequest);
    await new Promise<void>((done) => listener.listen(port, address, done));
    isUp = true;
  };
  const stop = async () => {
    listener.closeAllConnections();
    await new Promise<void>((done) => listener.close(() => done()));
  };
  const restart = async (downFor: number) => {
    await stop();
    service.stop();
    isUp = false;
    await wait(downFor, undefined, { signal: abort.signal });
    await listen();
  };
  await listen();
  return server;
}

function getAuthorization({ username, password }: NonNullable<WinrmServerOptions['login']>): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
