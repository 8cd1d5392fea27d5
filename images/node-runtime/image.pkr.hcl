# What a container that runs a Node.js service consists of, beneath the service.

source "rootfs" "node-runtime" {
  bootstrap {
    distribution = "debian"
    suite        = "bookworm"
    variant      = "minbase"
  }

  container {
    env  = ["NODE_ENV=production"]
    user = "10001:10001"
  }
}

build {
  sources = ["source.rootfs.node-runtime"]

  provisioner "shell" {
    script           = "${path.root}/scripts/nodejs.sh"
    environment_vars = ["DEBIAN_FRONTEND=noninteractive"]
  }

  post-processor "manifest" {
    output = "${path.root}/dist/packer-manifest.json"
  }
}
