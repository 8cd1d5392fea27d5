# The same as template.json, which finds its source by a data source.

variable "admin_password" {
  type      = string
  sensitive = true
}

variable "allowed" {
  type        = string
  description = "Who may reach the machine while it is built, as a range of addresses."
}

variable "region" {
  type    = string
  default = "us-east-1"
}

variable "source_name" {
  type        = string
  description = "Name of the image to start from; * stands for anything."
}

variable "ssh_username" {
  type = string
}

data "amazon-ami" "base" {
  region      = var.region
  filters     = { name = var.source_name, root-device-type = "ebs" }
  owners      = ["amazon"]
  most_recent = true
}

locals {
  name = "jenkins-${formatdate("YYYYMMDDhhmmss", timestamp())}"
}

source "amazon-ebs" "jenkins" {
  region                                = var.region
  source_ami                            = data.amazon-ami.base.id
  instance_type                         = "t3.small"
  ssh_username                          = var.ssh_username
  temporary_security_group_source_cidrs = [var.allowed]
  ami_name                              = local.name
  ami_description                       = "jenkins on {{ .SourceAMIName }}"
  tags                                  = { Name = "jenkins", Base = "{{ .SourceAMI }}" }
  snapshot_tags                         = { Name = "jenkins" }
  run_tags                              = { Name = "builder of jenkins" }
}

build {
  sources = ["source.amazon-ebs.jenkins"]

  provisioner "file" {
    source      = "${path.root}/answer"
    destination = "/tmp/answer"
  }

  provisioner "shell" {
    script          = "${path.root}/setup.sh"
    env             = { ADMIN_PASSWORD = var.admin_password }
    execute_command = "chmod +x {{.Path}}; {{.Vars}} sudo -E {{.Path}}"
  }

  post-processor "manifest" {
    output = "out.json"
  }
}
