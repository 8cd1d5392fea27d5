import type { ServerChannel, Session } from 'ssh2';
import { runCommand } from './run-command';
import { parseScpCommand } from './scp/command';
import { serveScp } from './scp/serve';
import type { ProxyRequest } from './server';
import { serveSftp } from './sftp/serve';

/** Serves what a client wants of one session. Terminals and variables are granted and mean nothing, as in Packer. */
export function serveSession(session: Session, { machine, sftpCommand }: ProxyRequest): void {
  const serve = (channel: ServerChannel, command: string) => void runCommand(machine, channel, command);
  // A terminal would mix the streams. What a user of this machine has in LANG is no business of the machine's.
  session.on('pty', (accept) => accept?.());
  session.on('env', (accept) => accept?.());
  session.on('window-change', (accept) => accept?.());
  session.on('exec', (accept, _reject, { command }) => {
    const scp = parseScpCommand(command);
    if (scp) void serveScp(machine, accept(), scp);
    else serve(accept(), command);
  });
  session.on('subsystem', (accept, reject, { name }) => {
    if (name !== 'sftp') reject();
    else if (sftpCommand === undefined) void serveSftp(machine, accept());
    else serve(accept(), sftpCommand);
  });
}
