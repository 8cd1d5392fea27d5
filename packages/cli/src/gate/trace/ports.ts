import type { ComparedImage } from '@strata/layers/contents';
import type { Listener } from '../../diff/difference';
import { findListeners, wantsListening } from '../../diff/listening/compare';
import type { Aspect } from './aspect';
import { readService, wantsUnits } from './services';

/** `tcp:22`, `tcp6:22`, `udp:53`, or `22` for TCP: as goss writes ports. */
const portName = /^(?:(?<protocol>tcp|udp)6?:)?(?<port>\d{1,5})$/;

/** Who opens a port, as far as files say: the configuration that names it, and the service that reads it. */
export function makePortAspect(subject: string): Aspect | undefined {
  const { protocol = 'tcp', port } = portName.exec(subject)?.groups ?? {};
  if (port === undefined) return undefined;
  return {
    name: `the port ${protocol} ${port}`,
    absence: 'silence',
    wants: (path) => wantsListening(path) || wantsUnits(path),
    read: (image) => {
      const found = new Map<string, string>();
      for (const listener of findListeners(image).values())
        if (listener.protocol === protocol && listener.port === Number(port))
          for (const [name, text] of readListener(image, listener)) found.set(name, text);
      return found;
    },
  };
}

/** The server that the reader of its configuration calls by another name than its unit has. */
const services: Readonly<Record<string, readonly string[]>> = {
  sshd: ['ssh', 'sshd'],
  apache: ['apache2', 'httpd'],
};

function readListener(
  image: ComparedImage,
  { by, file, address, port }: Listener,
): ReadonlyMap<string, string> {
  const units = by.includes('.') ? [by] : (services[by] ?? [by]).map((name) => `${name}.service`);
  return new Map([
    ...units.flatMap((unit) => [...readService(image, unit)]),
    [file, `${by} ${address ?? ''} ${port}`],
  ]);
}

/** The port of this machine that an address leads to; undefined for other machines. */
export function findLocalPort(address: string): string | undefined {
  const [, scheme = '', host = '', port] =
    /^([a-z]+):\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d+))?/i.exec(address) ?? [];
  if (!/^(?:localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/i.test(host)) return undefined;
  const number = port ?? { http: '80', https: '443' }[scheme.toLowerCase()];
  return number === undefined ? undefined : `${scheme === 'udp' ? 'udp' : 'tcp'}:${number}`;
}
