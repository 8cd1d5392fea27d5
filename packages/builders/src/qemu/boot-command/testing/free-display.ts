import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Of TCP, where the displays of VNC begin. */
const FIRST_PORT = 5900;

/** A display that nobody has, by its number and its port. */
export async function findDisplay(): Promise<{ readonly display: number; readonly port: number }> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return { display: port - FIRST_PORT, port };
}
