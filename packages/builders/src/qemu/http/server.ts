import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { Failure } from '@strata/diagnostics';
import type { Text } from '@strata/sdk';
import { problem } from '../../codes';
import type { PortRange } from '../network/draw-ports';
import { findInFolder } from './folder';
import { listenWithin } from './listen';
import { getRequestPath } from './request-path';
import type { Resource } from './resource';
import { respond } from './respond';
import { createTexts } from './texts';

export interface HttpServerOptions {
  /** Folder that is served, absolute: Packer's `http_directory`. */
  readonly directory?: string | undefined;
  /** Texts by path: Packer's `http_content`. They hide files of the folder. */
  readonly content?: Readonly<Record<string, Text>> | undefined;
  /**
   * Where it listens. Packer listens everywhere, `0.0.0.0`; a machine on QEMU's user network reaches the loopback of this
   * one as 10.0.2.2, so that `127.0.0.1` is enough. A machine on a bridge needs the bridge's address or `0.0.0.0`, and who
   * gave `http_bind_address` means it.
   */
  readonly address: string;
  readonly ports: PortRange;
  /** Ends it when aborted. */
  readonly signal: AbortSignal;
  /** Hears of every path that was asked for and is not there. */
  readonly onMissing?: ((path: string) => void) | undefined;
}

/** A server that runs until it is disposed of. */
export interface HttpServer extends AsyncDisposable {
  readonly port: number;
}

/**
 * Serves files to a machine that is installed: Packer's HTTP server.
 *
 * @throws Failure when the folder is not there or no port is free
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { address, ports, signal, directory } = options;
  if (directory !== undefined) await checkFolder(directory);
  const find = createFinder(options);
  const server = createServer((request, response) => {
    find(request.url ?? '')
      .then((resource) => respond({ request, response }, resource))
      // The reader went away, or the file did: no more can be said to it than that.
      .catch(() => response.destroy());
  });
  // What goes wrong with a connection to come, for want of handles, say, is no end of those that are there.
  server.on('error', () => undefined);
  const port = await listenWithin(server, address, ports, signal);
  const close = async () => {
    signal.removeEventListener('abort', end);
    if (!server.listening) return;
    const closed = once(server, 'close');
    end();
    await closed;
  };
  const end = () => {
    server.close();
    server.closeAllConnections();
  };
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  signal.throwIfAborted();
  return { port, [Symbol.asyncDispose]: close };
}

async function checkFolder(directory: string): Promise<void> {
  const found = await stat(directory).catch(() => undefined);
  if (found?.isDirectory()) return;
  const what = found ? 'is no folder' : 'is not there';
  throw new Failure(
    problem('BLD043', {
      detail: `The folder to serve, ${directory}, ${what}.`,
      hint: 'http_directory names a folder; http_content serves texts without one.',
    }),
  );
}

function createFinder({ directory, content, onMissing }: HttpServerOptions) {
  const findText = createTexts(content ?? {});
  const find = async (target: string): Promise<Resource> => {
    const path = getRequestPath(target);
    if (!path) return { kind: 'problem', status: 400, text: '400 Bad Request' };
    const text = findText(path);
    if (text.kind === 'text' || directory === undefined) return text;
    return findInFolder(directory, path);
  };
  return async (target: string): Promise<Resource> => {
    const resource = await find(target);
    if (resource.kind === 'problem' && resource.status === 404) onMissing?.(target);
    return resource;
  };
}
