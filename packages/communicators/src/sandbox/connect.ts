import type { Communicator } from '@strata/sdk';
import { download, upload } from './file';
import type { SandboxLink } from './link';
import { runScript } from './script';
import { downloadDirectory, uploadDirectory } from './tree';

/** Talks to a sandbox. Files move by the image's own `cat`, `chmod` and `tar`, so that its own links are followed. */
export function connectSandbox(link: SandboxLink): Communicator {
  return {
    type: 'sandbox',
    exec: (command, signal) => link.exec(command, signal),
    upload: (content, destination, options) => upload(link, { content, destination, ...options }),
    uploadDirectory: (source, destination, options) =>
      uploadDirectory(link, { source, destination, ...options }),
    download: (source, sink, signal) => download(link, { source, sink, signal }),
    downloadDirectory: (source, destination, options) =>
      downloadDirectory(link, { source, destination, ...options }),
    runScript: (script, signal) => runScript(link, script, signal),
    mountLayers: (diffIds, signal) => link.mountLayers(diffIds, signal),
    mountDirectory: (path, signal) => link.mountDirectory(path, signal),
  };
}
