import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { quoteWord } from '@strata/sdk';
import { downloadByShell } from './download';
import { guardDash, inShell, type Machine, mustRun } from './machine';
import type { RemoteFiles } from './remote-files';
import type { TreeEntry } from './tree-entry';
import { explainUpload, uploadByShell } from './upload';

/** Files by nothing but a shell and the smallest programs: a command for each. */
export function createShellFiles(machine: Machine, signal: AbortSignal): RemoteFiles {
  const run = (path: string, script: string) =>
    mustRun(machine, { text: inShell(script), signal }, (reason) => explainUpload(path, reason));
  const quote = (path: string) => quoteWord(guardDash(path));
  return {
    async makeFolder(path) {
      const said = await run(path, `[ -d ${quote(path)} ] || { mkdir -p ${quote(path)} && echo made; }`);
      return said.includes('made');
    },
    async setMode(path, mode) {
      await run(path, `chmod ${mode.toString(8)} ${quote(path)}`);
    },
    write: (path, content, mode) =>
      uploadByShell(machine, {
        content,
        destination: path,
        ...(mode !== undefined && { mode }),
        signal,
      }),
    async makeLink(path, target) {
      await run(path, `rm -f ${quote(path)}; ln -s ${quote(target)} ${quote(path)}`);
    },
    async list(path) {
      const sink = new PassThrough();
      const [bytes] = await Promise.all([
        buffer(sink),
        mustRun(machine, { text: inShell(getListScript(quote(path))), stdout: sink, signal }, (reason) =>
          explainUpload(path, reason),
        ).finally(() => sink.end()),
      ]);
      return parseList(bytes.toString());
    },
    read: async (path, sink) => {
      const through = new PassThrough();
      through.pipe(sink, { end: false });
      await downloadByShell(machine, { source: path, sink: through, signal });
    },
    close() {},
  };
}

/** Kind, mode, target and name of each, ended by NUL: anything else may stand in a name. */
function getListScript(folder: string): string {
  return [
    `cd ${folder} || exit 1`,
    'for name in * .[!.]* ..?*; do',
    '  target= mode=',
    '  if [ -L "$name" ]; then kind=link target=$(readlink "$name")',
    '  elif [ -d "$name" ]; then kind=folder',
    '  elif [ -f "$name" ]; then kind=file',
    '  else continue; fi',
    '  mode=$(stat -c %a "$name" 2>/dev/null)',
    '  printf "%s\\000%s\\000%s\\000%s\\000" "$kind" "$mode" "$target" "$name"',
    'done',
  ].join('\n');
}

/* What is given to files and folders when the machine cannot tell. */
const folderMode = 0o755;
const fileMode = 0o644;

function parseList(text: string): readonly TreeEntry[] {
  const fields = text.split('\0').slice(0, -1);
  const entries: TreeEntry[] = [];
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [kind, mode, target = '', path = ''] = fields.slice(at, at + 4);
    const bits = mode ? Number.parseInt(mode, 8) : undefined;
    const common = { path, seconds: 0 };
    if (kind === 'folder') entries.push({ ...common, kind, mode: bits ?? folderMode });
    else if (kind === 'link') entries.push({ ...common, kind, mode: 0o777, target });
    else entries.push({ ...common, kind: 'file', mode: bits ?? fileMode, size: 0 });
  }
  return entries;
}
