import { corpusFiles, isSharedPresent } from '../../packages/hcl/src/testing/shared';
import type { Input, Language } from './input';

/** A source of each language that uses much of it, for machines without the corpus. */
const own: readonly Input[] = [
  {
    language: 'hcl',
    text: `packer {
  required_plugins {
    amazon = { version = ">= 1.2", source = "github.com/hashicorp/amazon" }
  }
}
variable "sizes" {
  type    = map(object({ cpus = number, disks = optional(list(number), [10]) }))
  default = { small = { cpus = 1 } }
  validation {
    condition     = alltrue([for size in values(var.sizes) : size.cpus > 0])
    error_message = "At least one CPU."
  }
}
locals {
  names = [for name, size in var.sizes : upper(name) if size.cpus < 8]
  text  = <<-EOT
    %{ for name in local.names ~}
    - \${name}: \${var.sizes[lower(name)].cpus * 2}
    %{ endfor ~}
  EOT
}
source "null" "a" { communicator = "none" }
build {
  name = "é"
  source "null.a" { output = "\${path.root}/out" }
  dynamic "provisioner" {
    for_each = var.sizes
    labels   = ["shell"]
    iterator = it
    content {
      inline = ["echo \${it.key}", try(it.value.disks[0], "none"), local.names.*.x...]
    }
  }
  post-processors {
    post-processor "manifest" { strip_path = true }
  }
}
`,
  },
  {
    language: 'expression',
    text: '{for k, v in merge({ a = 1 }, { b = [1, 2][*] }) : "${k}-${length(v)}" => try(v[0], can(v) ? -v : null)...}',
  },
  {
    language: 'template',
    text: 'Hello, ${name}!\n%{ if length(list) > 0 ~}\n%{ for i, x in list }${i}: ${x}\n%{ endfor ~}\n%{ else }nobody%{ endif }\n$${x} %%{y}\n',
  },
  {
    language: 'json',
    text: '{"variable": {"a": {"type": "list(string)", "default": ["x"]}}, "source": {"null": {"a": [{"communicator": "none"}]}}, "build": [{"sources": ["null.a"], "provisioner": [{"shell": {"inline": ["echo ${var.a[0]}", "${upper(\\"x\\")}"]}}]}], "//": "a comment"}',
  },
  {
    language: 'legacy',
    text: '{"variables": {"a": "{{env `A`}}", "b": null}, "sensitive-variables": ["b"], "builders": [{"type": "null", "name": "x", "communicator": "none"}], "provisioners": [{"type": "shell", "inline": ["echo {{user `a`}} {{isotime \\"2006-01-02\\"}}"], "only": ["x"], "override": {"x": {"inline": "y"}}}], "post-processors": [[{"type": "manifest"}, "compress"]]}',
  },
];

/** Larger files only make a run slower. */
const largest = 4000;

function languageOf(path: string): Language | undefined {
  if (path.endsWith('.pkrtpl.hcl')) return 'template';
  if (path.endsWith('.hcl')) return 'hcl';
  return path.endsWith('.json') ? 'legacy' : undefined;
}

/** What mutations start from: the corpus where it is at hand, and always a small set of our own. */
export function getSources(useCorpus: boolean): readonly Input[] {
  if (!useCorpus || !isSharedPresent()) return own;
  const corpus = [...corpusFiles()].flatMap(([path, content]) => {
    const language = languageOf(path);
    return language === undefined || content.length > largest ? [] : [{ language, text: content.toString() }];
  });
  return [...own, ...corpus];
}
