# The image that every server of the company starts from: Debian, patched, watched, locked down, ready for any cloud.
# What changes often comes last, so that an edit of a configuration file rebuilds two small layers.

variable "clamav_signatures" {
  type        = bool
  description = "Put today's virus signatures into the image. Machines fetch them at first boot in any case."
  default     = false
}

variable "log_host" {
  type        = string
  description = "Host that receives a copy of every log line; empty for none."
  # A name that each network may give to its own collector, and that nobody else can ever have (ICANN, 2024).
  default = "logs.internal"
  validation {
    condition     = can(regex("^[A-Za-z0-9.:-]*$", var.log_host))
    error_message = "The log_host must be a host name or an address."
  }
}

variable "log_port" {
  type        = number
  description = "TCP port of log_host."
  default     = 514
}

source "rootfs" "golden" {
  bootstrap {
    distribution = "debian"
    suite        = "bookworm"
    variant      = "minbase"
    # The cloud kernel is a quarter of the usual one and boots on KVM, Xen, Hyper-V, EC2 and VMware.
    packages = [
      "ca-certificates",
      "dbus",
      "e2fsprogs",
      "initramfs-tools",
      "iproute2",
      "kmod",
      "less",
      "linux-image-cloud-amd64",
      "netbase",
      "openssh-server",
      "procps",
      "sudo",
      "systemd-sysv",
      "udev",
      "zstd",
    ]
  }

  # As a container it is a whole machine, started by its init; images made from it inherit this.
  container {
    cmd = ["/sbin/init"]
  }
}

build {
  sources = ["source.rootfs.golden"]

  provisioner "shell" {
    script           = "${path.root}/scripts/patch.sh"
    environment_vars = ["DEBIAN_FRONTEND=noninteractive"]
  }

  provisioner "shell" {
    script           = "${path.root}/scripts/services.sh"
    environment_vars = ["DEBIAN_FRONTEND=noninteractive"]
  }

  provisioner "shell" {
    script = "${path.root}/scripts/clamav.sh"
    environment_vars = [
      "DEBIAN_FRONTEND=noninteractive",
      "CLAMAV_SIGNATURES=${var.clamav_signatures}",
    ]
  }

  provisioner "shell" {
    script           = "${path.root}/scripts/cloud-init.sh"
    environment_vars = ["DEBIAN_FRONTEND=noninteractive"]
  }

  provisioner "shell" {
    script  = "${path.root}/scripts/initrd.sh"
    network = false
  }

  provisioner "file" {
    source      = "${path.root}/files/"
    destination = "/"
  }

  provisioner "shell" {
    scripts = [
      "${path.root}/scripts/logging.sh",
      "${path.root}/scripts/accounts.sh",
      "${path.root}/scripts/configure.sh",
    ]
    environment_vars = [
      "LOG_HOST=${var.log_host}",
      "LOG_PORT=${var.log_port}",
    ]
    network = false
  }

  post-processor "manifest" {
    output = "${path.root}/dist/packer-manifest.json"
  }
}
