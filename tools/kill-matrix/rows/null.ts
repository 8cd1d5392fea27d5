import { startSshd } from '../../../packages/communicators/src/testing/sshd';
import type { Row } from '../row';

/** Scripts on a machine over SSH and beside it, files there and back, post-processors. */
export const nullRow: Row = {
  name: 'null',
  open: async () => {
    const sshd = await startSshd();
    return {
      template: `
variable "folder" { type = string }
source "null" "k" {
  ssh_host             = "127.0.0.1"
  ssh_port             = ${sshd.port}
  ssh_username         = "${sshd.username}"
  ssh_private_key_file = "${sshd.key}"
}
build {
  sources = ["null.k"]
  provisioner "shell" {
    remote_folder = "\${var.folder}/machine"
    inline        = ["echo one", "sleep 0.1", "echo two"]
  }
  provisioner "file" {
    content     = "some content"
    destination = "\${var.folder}/machine/content"
  }
  provisioner "shell-local" { inline = ["echo three; sleep 0.2; echo four"] }
  post-processor "manifest" { output = "\${var.folder}/manifest.json" }
  post-processor "shell-local" { inline = ["sleep 0.2"] }
}
`,
      artifacts: ['manifest.json'],
      findOutside: async () => [],
      close: () => sshd.close(),
    };
  },
};
