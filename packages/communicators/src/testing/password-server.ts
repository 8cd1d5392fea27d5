import { generateKeyPairSync } from 'node:crypto';
import { Server } from 'ssh2';
import { getFreePort } from './sshd';

/** An SSH server in this process that knows passwords: a real one would need a user of this machine for that. */
export async function startPasswordServer(
  method: 'password' | 'keyboard-interactive',
  password: string,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const server = new Server({ hostKeys: [privateKey] }, (client) => {
    client.on('error', () => {});
    client.on('authentication', (context) => {
      const decide = (given: string | undefined) =>
        given === password ? context.accept() : context.reject([method]);
      if (context.method !== method) return context.reject([method]);
      if (context.method === 'password') return decide(context.password);
      if (context.method === 'keyboard-interactive')
        context.prompt([{ prompt: 'Password: ', echo: false }], ([answer]) => decide(answer));
    });
    client.on('ready', () =>
      client.on('session', (accept) =>
        accept().on('exec', (acceptExec) => {
          const channel = acceptExec();
          channel.write('hello\n');
          channel.exit(0);
          channel.end();
        }),
      ),
    );
  });
  const port = await getFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { port, close: async () => void server.close() };
}
