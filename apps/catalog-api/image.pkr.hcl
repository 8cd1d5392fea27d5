# The service as a container image, made of our own layers: no registry is asked for anything.

data "strata-image" "node-runtime" {
  project = "node-runtime"
}

data "strata-output" "bundle" {
  project = "catalog-api"
  target  = "bundle"
  path    = "dist/bundle"
}

source "rootfs" "catalog-api" {
  from = data.strata-image.node-runtime.layers

  container {
    cmd     = ["/usr/bin/node", "/srv/catalog-api/main.js"]
    env     = ["HOST=0.0.0.0", "JWT_KEY_FILE=/run/secrets/jwt-key", "STATE_DIRECTORY=/var/lib/catalog-api"]
    expose  = ["8081/tcp"]
    workdir = "/srv/catalog-api"
  }
}

build {
  sources = ["source.rootfs.catalog-api"]

  provisioner "image-copy" {
    from        = data.strata-output.bundle.files
    paths       = ["main.js"]
    destination = "/srv/catalog-api"
  }

  # Where the data goes, writable by the user that node-runtime runs services as.
  provisioner "shell" {
    inline  = ["install -d -m 0700 -o 10001 -g 10001 /var/lib/catalog-api"]
    network = false
  }

  post-processor "manifest" {
    output = "${path.root}/dist/packer-manifest.json"
  }
}
