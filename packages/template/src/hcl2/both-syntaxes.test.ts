import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sayBoth } from '../testing/both-syntaxes';

const images = join(__dirname, '../../../../images');
const templates = readdirSync(images, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => {
    const files = readdirSync(join(images, name)).filter((file) => file.endsWith('.pkr.hcl'));
    return files.map((file) => `${name}/${file}`);
  });

describe('a template says the same in JSON', () => {
  it.each(templates)('as images/%s', async (name) => {
    const [native, json] = await sayBoth(readFileSync(join(images, name), 'utf8'));
    expect(json).toEqual(native);
  });

  it('as one of everything', async () => {
    const [native, json] = await sayBoth(EVERYTHING);
    expect(native).toMatchObject({ problems: [] });
    expect(json).toEqual(native);
  });
});

const EVERYTHING = `
packer {
  required_version = ">= 1.7.0"
  required_plugins {
    a = { version = "~> 1.2", source = "github.com/x/a" }
  }
}
variable "name" {
  type        = string
  default     = "n$\${x}\${env("HOME")}"
  description = "a %%{b"
  sensitive   = false
  validation {
    condition     = length(var.name) > 0
    error_message = "Give a $\${name}."
  }
}
variable "many" {
  type    = object({ a = optional(number, 5), b = list(string) })
  default = { b = ["x", <<-EOT
    y
    EOT
  ] }
}
variables {
  short = -1.50
  big   = 123456789012345678901234567890.5
  none  = null
}
locals {
  list   = [for s in var.many.b : upper(s) if s != ""]
  object = { "a b" = 1, (var.name) = 2, c = { d = true } }
  text   = "%{ for s in var.many.b }\${s},%{ endfor }\\u00e9\\"\\\\"
}
local "single" {
  expression = try(local.object.c.e, "none")
  sensitive  = true
}
source "rootfs" "a" {
  text = source.name
  disk {
    size = 1
    part { number = 1 }
    part { number = 2 }
  }
  dynamic "disk" {
    for_each = local.list
    iterator = each
    content {
      size = each.key
      dynamic "part" {
        for_each = [each.value]
        content { number = "\${each.value}-\${part.key}" }
      }
    }
  }
}
build {
  name    = "b"
  sources = ["source.rootfs.a"]
  source "rootfs.a" {
    name  = "other"
    extra = build.name
    disk { size = 9 }
  }
  provisioner "shell" {
    inline   = ["a", build.ID]
    only     = ["rootfs.a"]
    override = { a = { inline = ["b"] } }
  }
  dynamic "provisioner" {
    for_each = { k = "v" }
    labels   = ["file"]
    content { value = provisioner.value }
  }
  provisioner "shell" { inline = [] }
  error-cleanup-provisioner "shell" { inline = [1] }
  post-processors {
    post-processor "manifest" { output = "\${source.name}" }
    post-processor "manifest" {}
  }
  post-processor "manifest" { keep_input_artifact = true }
  post-processors {
    post-processor "manifest" { name = "z" }
  }
}
`;
