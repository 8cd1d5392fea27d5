/** Options of the plugin in nx.json: every target's name can be changed. */
export interface PluginOptions {
  /** Checks the template without building. @default validate */
  readonly validateTargetName?: string;
  /** Shows what a build would do. @default plan */
  readonly planTargetName?: string;
  /** Tells what changed since the last build. @default why */
  readonly whyTargetName?: string;
  /** Opens a shell inside the image. @default shell */
  readonly shellTargetName?: string;
  /** Starts the image as a machine, for as long as it is wanted. @default boot-image */
  readonly bootImageTargetName?: string;
  /** Runs the tests of the image. @default test-image */
  readonly testImageTargetName?: string;
  /** Writes the image for other programs, each format a configuration. @default export-image */
  readonly exportImageTargetName?: string;
  /** Sends the image to where others take it from. @default publish-image */
  readonly publishImageTargetName?: string;
  /** Asks whether what was published is still there. @default verify-image */
  readonly verifyImageTargetName?: string;
  /** Looks after what was published: what nothing needs is put aside, and later removed. @default collect-image */
  readonly collectImageTargetName?: string;
  /** Makes the package of a VM application. @default package-vm-app */
  readonly packageVmAppTargetName?: string;
  /** Tries the package of a VM application. @default test-vm-app */
  readonly testVmAppTargetName?: string;
  /** Brings a VM application to a gallery. @default publish-vm-app */
  readonly publishVmAppTargetName?: string;
  /** Tells the image and another one apart. @default diff-image */
  readonly diffImageTargetName?: string;
  /** Looks up what bases consist of today. @default lock */
  readonly lockTargetName?: string;
  /** Removes what killed builds left behind. @default sweep */
  readonly sweepTargetName?: string;
  /** Builds every source that needs no cloud. @default build */
  readonly buildTargetName?: string;
  /** Builds every source; `<name>--<type>.<label>` builds one. @default build-image */
  readonly buildImageTargetName?: string;
}

/** The names of the targets, all of them. */
export interface TargetNames {
  readonly validate: string;
  readonly plan: string;
  readonly why: string;
  readonly shell: string;
  readonly bootImage: string;
  readonly testImage: string;
  readonly exportImage: string;
  readonly publishImage: string;
  readonly verifyImage: string;
  readonly collectImage: string;
  readonly packageVmApp: string;
  readonly testVmApp: string;
  readonly publishVmApp: string;
  readonly diffImage: string;
  readonly lock: string;
  readonly sweep: string;
  readonly build: string;
  readonly buildImage: string;
}

export function normalizeOptions(options: PluginOptions = {}): TargetNames {
  return {
    validate: options.validateTargetName ?? 'validate',
    plan: options.planTargetName ?? 'plan',
    why: options.whyTargetName ?? 'why',
    shell: options.shellTargetName ?? 'shell',
    bootImage: options.bootImageTargetName ?? 'boot-image',
    testImage: options.testImageTargetName ?? 'test-image',
    exportImage: options.exportImageTargetName ?? 'export-image',
    publishImage: options.publishImageTargetName ?? 'publish-image',
    verifyImage: options.verifyImageTargetName ?? 'verify-image',
    collectImage: options.collectImageTargetName ?? 'collect-image',
    packageVmApp: options.packageVmAppTargetName ?? 'package-vm-app',
    testVmApp: options.testVmAppTargetName ?? 'test-vm-app',
    publishVmApp: options.publishVmAppTargetName ?? 'publish-vm-app',
    diffImage: options.diffImageTargetName ?? 'diff-image',
    lock: options.lockTargetName ?? 'lock',
    sweep: options.sweepTargetName ?? 'sweep',
    build: options.buildTargetName ?? 'build',
    buildImage: options.buildImageTargetName ?? 'build-image',
  };
}

/** Name of the target that builds one source: `build-image--rootfs.golden`. */
export function getSourceTarget({ buildImage }: Pick<TargetNames, 'buildImage'>, source: string): string {
  return `${buildImage}--${source}`;
}
