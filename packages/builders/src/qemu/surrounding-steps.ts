import { randomInt } from 'node:crypto';
import { join, resolve } from 'node:path';
import { reveal, type Text } from '@strata/sdk';
import { usesCd, usesFloppy } from './checkpoints/can-keep';
import { startHttpServer } from './http';
import { getIso } from './iso/get-iso';
import { writeCd } from './media/cd/write';
import { writeFloppy } from './media/floppy/write';
import { getHostAddress, getHttpAddress } from './network/host-address';
import { getLogin, type Login } from './network/login';
import type { Work } from './work';

/** Work that must be ended, in reverse. */
export type Closers = (() => Promise<void>)[];

/** Images that are made for the machine. */
export interface Media {
  readonly floppy: string | undefined;
  readonly cd: string | undefined;
}

/** Makes the floppy and the CD that the template describes. */
export async function makeMedia({ context, options }: Work): Promise<Media> {
  const floppy = join(context.scratch, 'floppy.img');
  const cd = join(context.scratch, 'files.iso');
  if (usesFloppy(options))
    await context.step('StepCreateFloppy', () =>
      writeFloppy(context, {
        files: options.floppy_files,
        directories: options.floppy_dirs,
        content: options.floppy_content,
        label: options.floppy_label,
        target: floppy,
      }),
    );
  if (usesCd(options))
    await context.step('StepCreateCD', () =>
      writeCd(context, {
        files: options.cd_files,
        content: options.cd_content,
        label: options.cd_label,
        target: cd,
      }),
    );
  return { floppy: usesFloppy(options) ? floppy : undefined, cd: usesCd(options) ? cd : undefined };
}

export async function getStart({ context, options }: Work): Promise<string> {
  return context.step('StepDownload', () => getIso(context, options));
}

/** Where the machine finds what the template serves. Port 0 when it serves nothing, as in Packer. */
export async function serve(
  { context, options }: Work,
  closers: Closers,
): Promise<{ readonly ip: string; readonly port: number }> {
  const { http_directory: directory, http_content: content } = options;
  const ip = await context.step('stepHTTPIPDiscover', async () => getHostAddress(options));
  if (directory === undefined && content === undefined) return { ip, port: 0 };
  const server = await context.step('StepHTTPServer', () =>
    startHttpServer({
      directory: directory === undefined ? undefined : resolve(context.baseDirectory, directory),
      content,
      address: getHttpAddress(options),
      ports: { min: options.http_port_min, max: options.http_port_max },
      signal: context.signal,
      onMissing: (path) =>
        context.reporter.warn(`The machine asked the HTTP server for ${path}, which is not there.`),
    }),
  );
  // An asynchronous disposal may give anything that can be waited for.
  closers.push(async () => server[Symbol.asyncDispose]());
  context.reporter.say(`Starting HTTP server on port ${server.port}`);
  return { ip, port: server.port };
}

export async function makeLogin({ context, options }: Work): Promise<Login | undefined> {
  if (options.communicator !== 'ssh') return undefined;
  return context.step('StepSSHKeyGen', () => getLogin(context, options));
}

const PASSWORD_LENGTH = 8;
const PASSWORD_CHARACTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** The password that VNC asks for; undefined for none. */
export function getVncPassword({ options }: Work): string | undefined {
  if (!options.vnc_use_password) return undefined;
  const given: Text | undefined = options.vnc_password;
  if (given !== undefined && reveal(given) !== '') return reveal(given);
  return Array.from(
    { length: PASSWORD_LENGTH },
    () => PASSWORD_CHARACTERS[randomInt(PASSWORD_CHARACTERS.length)],
  ).join('');
}
