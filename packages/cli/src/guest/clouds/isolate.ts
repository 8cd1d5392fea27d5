import type { MachineFields } from './cloud';

/** What QEMU gives a machine of which nothing else is said: a network of its own, with a way in for us. */
const USUAL = 'user,id=user.0,hostfwd=tcp:127.0.0.1:{{ .SSHHostPort }}-:22';

/**
 * The same machine cut off from every network: it gets an address, we can log in, and services of its cloud answer.
 * Nothing else is reached from inside, names are not resolved. Source: QEMU's documentation, "-netdev user", `restrict`.
 */
export function isolate(fields: MachineFields): MachineFields {
  const given = fields.qemuargs ?? [];
  const others = given.filter(([name]) => name !== '-netdev');
  const [, network = USUAL] = given.find(([name]) => name === '-netdev') ?? [];
  return { ...fields, qemuargs: [...others, ['-netdev', `${network},restrict=on`]] };
}
