import { connect, type Socket } from 'node:net';

interface Server {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
}

type Opened = (error: Error | null, line?: { readonly connection: Socket }) => void;

/** A line to a server that can be closed at any moment. */
export interface MailLine {
  /** In the form that nodemailer asks for. */
  open(server: Server, opened: Opened): void;
  close(): void;
}

/**
 * The library's own way to close leaves the line of a message that is on its way, and a cancelled build would wait for it.
 *
 * @param patience milliseconds for the connection to be made
 */
export function createMailLine(patience: number): MailLine {
  let socket: Socket | undefined;
  return {
    open({ host = 'localhost', port = 0 }, opened) {
      const connection = connect({ host, port, timeout: patience });
      const late = () => connection.destroy(new Error(`no connection within ${patience / 1000} seconds`));
      socket = connection;
      connection.once('timeout', late).once('error', opened);
      connection.once('connect', () => {
        connection.off('timeout', late).off('error', opened).setTimeout(0);
        opened(null, { connection });
      });
    },
    close: () => void socket?.destroy(),
  };
}
