/** A template as people write them, of about so many bytes. */
export function makeTemplate(bytes: number): string {
  const parts = [header];
  for (let length = header.length, index = 1; length < bytes; index++) {
    const part = makePart(index);
    parts.push(part);
    length += part.length;
  }
  return parts.join('\n');
}

const header = `packer {
  required_version = ">= 1.7.0"
}
`;

function makePart(index: number): string {
  return `variable "name_${index}" {
  description = "Name of the machine number ${index}"
  type        = string
  default     = "machine-${index}"
}

locals {
  tags_${index} = {
    Name    = "\${var.name_${index}}-\${formatdate("YYYYMMDD", timestamp())}"
    Release = var.name_${index} == "" ? "none" : upper(var.name_${index})
    Ports   = [for port in [22, 80, 443] : port + ${index} if port != 80]
  }
}

source "null" "machine_${index}" {
  communicator = "ssh"
  ssh_host     = "10.0.0.${index % 256}" # the bench never asks
  ssh_username = "root"
}

build {
  name    = "machine-${index}"
  sources = ["source.null.machine_${index}"]

  provisioner "shell" {
    environment_vars = ["NAME=\${var.name_${index}}", "INDEX=${index}"]
    inline = [
      "apt-get update",
      "echo \\"\${local.tags_${index}.Name}\\" > /etc/machine-name",
      <<-EOT
        systemctl enable machine-${index}
        systemctl start machine-${index}
      EOT
    ]
  }
}
`;
}
