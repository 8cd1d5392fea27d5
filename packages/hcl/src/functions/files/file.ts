import { defineText } from '../define';
import { failArgument } from '../failure';
import type { FunctionPorts } from '../ports';
import { readBytes, utf8Of } from './read';
import { resolvePath } from './resolve';

export const createFile = (ports: FunctionPorts) =>
  defineText('The text of a file; relative paths start from path.root.', ['path'], (path) => {
    const bytes = readBytes(resolvePath(path, ports.root, ports), path, ports);
    return (
      utf8Of(bytes) ??
      failArgument(
        0,
        `contents of ${path} are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents`,
      )
    );
  });

/** The only one whose relative paths start from the current folder: so Packer does. */
export const createFilebase64 = (ports: FunctionPorts) =>
  defineText(
    'The bytes of a file in Base64; relative paths start from the current folder.',
    ['path'],
    (path) => Buffer.from(readBytes(resolvePath(path, ports.cwd, ports), path, ports)).toString('base64'),
  );
