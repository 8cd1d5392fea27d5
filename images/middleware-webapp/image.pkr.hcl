# Middleware with the content of webapp. Nothing is provisioned again: the files are copied out of webapp's layers, and
# the one symlink among them turns the services on.

data "strata-image" "middleware" {
  project = "middleware"
}

data "strata-image" "webapp" {
  project = "webapp"
}

source "rootfs" "middleware-webapp" {
  from = data.strata-image.middleware.layers
}

build {
  sources = ["source.rootfs.middleware-webapp"]

  provisioner "image-copy" {
    from = data.strata-image.webapp.layers
    paths = [
      "/etc/systemd/system/multi-user.target.wants/webapp.target",
      "/etc/webapp",
      "/usr/local/lib/systemd/system",
      "/usr/local/sbin/webapp-make-key",
      "/usr/local/sbin/webapp-token",
      "/var/lib/webapp",
    ]
    destination = "/"
  }

  post-processor "manifest" {
    output = "${path.root}/dist/packer-manifest.json"
  }
}
