import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bed } from '../bed';

/** A layer as a receipt has it. */
export interface Layer {
  readonly diffId: string;
  /** Bytes of its tar. */
  readonly size: number;
}

/** An image on another one, whose steps are lines of shell. */
export interface Child {
  readonly name: string;
  readonly parent: string;
  readonly steps: readonly string[];
}

/** Writes the project of an image. Its steps may use the network. */
export function writeChild(bed: Bed, { name, parent, steps }: Child): void {
  const folder = join(bed.root, 'images', name);
  mkdirSync(folder, { recursive: true });
  const provisioners = steps.map(makeProvisioner).join('\n');
  writeFileSync(
    join(folder, 'image.pkr.hcl'),
    `data "strata-image" "parent" {
  project = "${parent}"
}

source "rootfs" "${name}" {
  from = data.strata-image.parent.layers
}

build {
  sources = ["source.rootfs.${name}"]

${provisioners}}
`,
  );
}

function makeProvisioner(line: string): string {
  return `  provisioner "shell" {\n    inline = [${JSON.stringify(line)}]\n  }\n`;
}

/** Puts a step into a project, before the one that runs a script. */
export function insertStep(
  bed: Bed,
  project: string,
  { line, before }: { readonly line: string; readonly before: string },
): void {
  const path = join(bed.root, 'images', project, 'image.pkr.hcl');
  const template = readFileSync(path, 'utf8');
  const at = template.lastIndexOf('  provisioner "', template.indexOf(before));
  if (at === -1 || !template.includes(before)) throw new Error(`${path} has no step that runs ${before}`);
  writeFileSync(path, `${template.slice(0, at)}${makeProvisioner(line)}\n${template.slice(at)}`);
}

/** Layers of a built project, lowest first. */
export function getLayers(bed: Bed, project: string): readonly Layer[] {
  const path = join(bed.root, 'images', project, 'dist', `rootfs.${project}.receipt.json`);
  return JSON.parse(readFileSync(path, 'utf8')).layers;
}
