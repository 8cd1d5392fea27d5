import { quoteWord } from '@strata/sdk';
import { MAX_BYTES } from '../ask/prelude';
import {
  type Answer,
  type Finding,
  type Findings,
  getField,
  getSubject,
  type Kind,
  unknown,
  value,
} from '../checks/kind';

const DIGESTS = ['md5', 'sha256', 'sha512'] as const;

/** Links are looked at themselves, but for their content: as in goss. */
const HELPERS = `
ask_file() {
  field type
  if [ -L "$1" ]; then echo symlink
  elif [ -f "$1" ]; then echo file
  elif [ -d "$1" ]; then echo directory
  elif [ -S "$1" ]; then echo socket
  elif [ -p "$1" ]; then echo pipe
  elif [ -b "$1" ]; then echo block-device
  elif [ -c "$1" ]; then echo character-device
  else return
  fi
  field stat
  stat -c '%a %s %u %g %U %G' "$1" 2>&1
}
ask_link() { field link; readlink "$1"; }
ask_content() {
  field unreadable
  [ -r "$1" ] && [ ! -d "$1" ] || { echo yes; return; }
  field contents
  show "$1"
}
ask_digest() {
  [ -r "$2" ] && [ ! -d "$2" ] || return
  has "$1sum" || return
  field "$1"
  "$1sum" <"$2"
}`;

export const fileKind: Kind = {
  label: 'File',
  subject: 'path',
  settings: { path: 'text' },
  attributes: {
    exists: 'value',
    mode: 'value',
    owner: 'value',
    uid: 'value',
    group: 'value',
    gid: 'value',
    'linked-to': 'value',
    filetype: 'value',
    contains: 'lines',
    contents: 'lines',
    size: 'value',
    md5: 'value',
    sha256: 'value',
    sha512: 'value',
  },
  required: ['exists'],
  gate: 'exists',
  helpers: HELPERS,
  getQuestions: (check) => {
    const path = getPathWord(getSubject(fileKind, check));
    const wants = (...names: readonly string[]) =>
      check.expectations.some(({ attribute }) => names.includes(attribute));
    return {
      file: `ask_file ${path}`,
      ...(wants('linked-to') && { link: `ask_link ${path}` }),
      ...(wants('contains', 'contents') && { content: `ask_content ${path}` }),
      ...Object.fromEntries(
        DIGESTS.filter((name) => wants(name)).map((name) => [name, `ask_digest ${name} ${path}`]),
      ),
    };
  },
  getFindings: (_, answers): Findings => {
    const { file, link, content } = answers;
    const type = getField(file, 'type');
    const [mode = '', size, uid, gid, owner, group] = getField(file, 'stat').split(' ');
    const contents = getContents(content);
    const isStat = /^[0-7]+$/.test(mode);
    const ofStat = (found: string | number | undefined): Finding =>
      isStat && found !== undefined
        ? value(found)
        : unknown(`It cannot be looked at: ${getField(file, 'stat')}`);
    return {
      exists: value(type !== ''),
      filetype: value(type),
      // Goss writes four digits always.
      mode: ofStat(mode.padStart(4, '0')),
      size: ofStat(Number(size)),
      uid: ofStat(Number(uid)),
      gid: ofStat(Number(gid)),
      owner: ofStat(owner),
      group: ofStat(group),
      'linked-to': type === 'symlink' ? value(getField(link, 'link')) : unknown('This is no symbolic link.'),
      contains: contents,
      contents,
      ...Object.fromEntries(DIGESTS.map((name) => [name, getDigest(name, answers[name])])),
    };
  },
};

/** `~` and `~user` at the beginning are that home, as in goss; all else is meant literally. */
function getPathWord(path: string): string {
  const [, home, rest = ''] = /^(~[a-z_][a-z0-9_-]*|~)(\/.*)?$/su.exec(path) ?? [];
  return home === undefined ? quoteWord(path) : `${home}${rest === '' ? '' : quoteWord(rest)}`;
}

function getContents(answer: Answer | undefined): Finding {
  const contents = answer?.fields['contents'];
  if (contents === undefined) return unknown('It cannot be read, or is a directory.');
  if (Buffer.byteLength(contents) > MAX_BYTES)
    return unknown(`It is larger than the ${MAX_BYTES} bytes that are looked at: ask grep, by a command.`);
  return value(contents);
}

function getDigest(name: string, answer: Answer | undefined): Finding {
  const [digest] = getField(answer, name).split(' ');
  return digest
    ? value(digest)
    : unknown(`It cannot be read, is a directory, or the guest lacks ${name}sum.`);
}
