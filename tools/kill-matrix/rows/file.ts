import type { Row } from '../row';

/** A file, its checksum, and an archive of it. */
export const fileRow: Row = {
  name: 'file',
  open: async () => ({
    template: `
variable "folder" { type = string }
source "file" "k" {
  content = "some content"
  target  = "\${var.folder}/out/target.txt"
}
build {
  sources = ["file.k"]
  post-processor "checksum" {
    checksum_types = ["sha256"]
    output         = "\${var.folder}/out/sum.{{.ChecksumType}}"
  }
  post-processors {
    post-processor "compress" { output = "\${var.folder}/out/target.tar.gz" }
    post-processor "shell-local" { inline = ["sleep 0.2"] }
  }
}
`,
    artifacts: ['out/target.txt', 'out/sum.sha256', 'out/target.tar.gz'],
    findOutside: async () => [],
    close: async () => undefined,
  }),
};
