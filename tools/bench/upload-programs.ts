import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bed } from './bed';
import type { Timed } from './measure';

/** What is sent where. */
export interface Sending {
  /** Absolute path; one that ends in `/` is a folder's content. */
  readonly source: string;
  /** The same on the machine. */
  readonly destination: string;
}

/** A machine to send to. */
export interface Receiver {
  readonly port: number;
  readonly username: string;
  /** Path of a private key that it knows. */
  readonly key: string;
}

/** The programs that are compared, each as its users call it. */
export const uploadPrograms = ['strata', 'packer', 'rsync'] as const;
export type UploadProgram = (typeof uploadPrograms)[number];

/** `scratch` takes the template. */
export function getUpload(program: UploadProgram, { sending, receiver, scratch, bed }: UploadCase): Timed {
  if (program === 'rsync')
    return {
      command: 'rsync',
      args: [
        '-a',
        '-e',
        getRemoteShell(receiver),
        sending.source,
        `${receiver.username}@127.0.0.1:${sending.destination}`,
      ],
      cwd: scratch,
    };
  const template = writeTemplate(sending, receiver, scratch);
  // Neither looks for a newer version of itself, nor at the settings of whoever runs the bench.
  const env = { HOME: scratch, CHECKPOINT_DISABLE: '1' };
  if (program === 'packer') return { command: 'packer', args: ['build', template], cwd: scratch, env };
  return { ...bed.strata('build', template), env };
}

export interface UploadCase {
  readonly sending: Sending;
  readonly receiver: Receiver;
  /** Folder for templates. */
  readonly scratch: string;
  readonly bed: Bed;
}

function writeTemplate(
  { source, destination }: Sending,
  { port, username, key }: Receiver,
  scratch: string,
): string {
  mkdirSync(scratch, { recursive: true });
  const path = join(scratch, 'upload.pkr.hcl');
  writeFileSync(
    path,
    `source "null" "machine" {
  communicator         = "ssh"
  ssh_host             = "127.0.0.1"
  ssh_port             = ${port}
  ssh_username         = "${username}"
  ssh_private_key_file = "${key}"
}

build {
  sources = ["source.null.machine"]

  provisioner "file" {
    source      = "${source}"
    destination = "${destination}"
  }
}
`,
  );
  return path;
}

/** The quickest cipher, which is what the other two choose by themselves; rsync's users would have to. */
function getRemoteShell({ port, key }: Receiver): string {
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR'];
  return `ssh -F none -i ${key} -p ${port} -c aes128-gcm@openssh.com ${options.map((each) => `-o ${each}`).join(' ')}`;
}
