# Golden with a container engine.

variable "container_engine" {
  type        = string
  description = "Which engine runs containers: docker or podman."
  default     = "docker"
  validation {
    condition     = contains(["docker", "podman"], var.container_engine)
    error_message = "The container_engine must be docker or podman."
  }
}

data "strata-image" "golden" {
  project = "golden"
}

source "rootfs" "middleware" {
  from = data.strata-image.golden.layers
}

build {
  sources = ["source.rootfs.middleware"]

  provisioner "shell" {
    script           = "${path.root}/scripts/${var.container_engine}.sh"
    environment_vars = ["DEBIAN_FRONTEND=noninteractive"]
  }

  provisioner "file" {
    source      = "${path.root}/files/${var.container_engine}/"
    destination = "/"
  }

  post-processor "manifest" {
    output = "${path.root}/dist/packer-manifest.json"
  }
}
