# Golden with the services, each run by systemd straight from its unpacked container image: no engine, no registry.
# See docs/decisions/0003-services-from-unpacked-container-images.md.

data "strata-image" "golden" {
  project = "golden"
}

data "strata-image" "catalog-api" {
  project = "catalog-api"
}

data "strata-image" "orders-api" {
  project = "orders-api"
}

source "rootfs" "webapp" {
  from = data.strata-image.golden.layers
}

build {
  sources = ["source.rootfs.webapp"]

  provisioner "image-copy" {
    from        = data.strata-image.catalog-api.layers
    destination = "/var/lib/webapp/catalog-api/rootfs"
  }

  provisioner "image-copy" {
    from        = data.strata-image.orders-api.layers
    destination = "/var/lib/webapp/orders-api/rootfs"
  }

  provisioner "file" {
    source      = "${path.root}/files/"
    destination = "/"
  }

  provisioner "shell" {
    script  = "${path.root}/scripts/enable.sh"
    network = false
  }

  post-processor "manifest" {
    output = "${path.root}/dist/packer-manifest.json"
  }
}
