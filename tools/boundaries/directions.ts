const parts = ['communicators', 'provisioners', 'post-processors', 'builders', 'target-aws', 'target-azure'];
const language = ['diagnostics', 'sdk', 'hcl', 'template', 'plan'];
const everything = [...language, ...parts, 'layers', 'image-tests', 'engine', 'standard'];

/** What each package may import: architecture.md, "Direction". A package that is not listed may import nothing. */
export const directions: Readonly<Record<string, readonly string[]>> = {
  diagnostics: [],
  hcl: ['diagnostics'],
  sdk: ['diagnostics'],
  template: ['diagnostics', 'sdk', 'hcl'],
  plan: ['diagnostics', 'sdk', 'hcl', 'template'],
  engine: language,
  layers: ['diagnostics', 'sdk'],
  'image-tests': ['diagnostics', 'sdk'],
  communicators: ['diagnostics', 'sdk'],
  provisioners: ['diagnostics', 'sdk'],
  'post-processors': ['diagnostics', 'sdk'],
  builders: ['diagnostics', 'sdk', 'layers'],
  'target-aws': ['diagnostics', 'sdk'],
  'target-azure': ['diagnostics', 'sdk'],
  standard: ['diagnostics', 'sdk', 'layers', ...parts],
  cli: everything,
  nx: [...everything, 'cli'],
};

/** Where the outside may be touched; everything else is handed ports. */
export const outside = {
  /** `process.env`, the clock, `console`, `process.exit`. */
  world: [/^packages\/sdk\/src\/node\//, /^packages\/cli\//, /^packages\/nx\//],
  /**
   * node:fs, node:child_process and the like. Layers are about nothing else, and so are the builder that makes them and
   * the parts that speak over sockets: communicators, a machine under QEMU, the door that Ansible comes through,
   * the line that e-mail goes over, and the connections to AWS and Azure, to which disks are read block by block.
   */
  system: [
    /^packages\/sdk\/src\/node\//,
    /^packages\/cli\//,
    /^packages\/nx\//,
    /^packages\/layers\//,
    /^packages\/communicators\/src\/(ssh|winrm)\//,
    /^packages\/provisioners\/src\/ansible\//,
    /^packages\/builders\/src\/qemu\//,
    /^packages\/builders\/src\/rootfs\//,
    /^packages\/target-aws\/src\/(client|snapshot)\//,
    /^packages\/target-azure\/src\/(client|vhd)\//,
    /^packages\/post-processors\/src\/notify\/mail-line\.ts$/,
  ],
};

/** Modules of Node that reach out of the process. */
export const systemModules = [
  'fs',
  'fs/promises',
  'child_process',
  'net',
  'http',
  'https',
  'dgram',
  'dns',
  'tls',
];
