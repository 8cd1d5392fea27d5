import { quoteWord } from '@strata/sdk';
import type { FilesSource } from '../definition/definition';

/** Where an application keeps what it has put on a machine; it goes with the application. */
export const STATE_FOLDER = '/var/lib/strata/vm-apps';

/** Who a script belongs to. */
export interface ScriptSubject {
  readonly name: string;
  readonly version: string;
}

/**
 * The script of a package of files. It takes over no file that was there before, replaces each in one move, and keeps a
 * list: by that an update removes what is not there any more, and a removal what was installed, whatever the package of
 * today holds. Written for any POSIX shell.
 */
export function makeFilesScript(
  { name, version }: ScriptSubject,
  { services, afterInstall, beforeRemove }: FilesSource,
): string {
  return `#!/bin/sh
# Installs, updates and removes ${name} ${version}: manage.sh install|update|remove
# Runs in the folder that it was unpacked into, with files.list and folders.list beside it.
set -eu
umask 022
state=${STATE_FOLDER}/${name}
services=${quoteWord(services.join(' '))}

refuse() {
  printf '%s\\n' "${name}: $1" >&2
  exit 1
}

# Nothing is overwritten that this application has not installed itself.
refuse_others() {
  taken=''
  while IFS= read -r path; do
    if [ -e "$path" ] || [ -L "$path" ]; then
      grep -qxF -e "$path" "$state/files" || taken="$taken $path"
    fi
  done < files.list
  [ -z "$taken" ] || refuse "these files are there already and belong to others:$taken"
}

make_folders() {
  while IFS= read -r folder; do
    [ -d "$folder" ] || {
      mkdir "$folder"
      printf '%s\\n' "$folder" >> "$state/folders"
    }
  done < folders.list
}

# One move each, so that nobody ever sees half a file.
copy_files() {
  while IFS= read -r path; do
    cp -dp "files$path" "$path.strata-new"
    mv -fT "$path.strata-new" "$path"
  done < files.list
}

remove_obsolete() {
  grep -vxF -f files.list "$state/files" > obsolete.list || true
  while IFS= read -r path; do rm -f "$path"; done < obsolete.list
  cp files.list "$state/files"
}

remove_folders() {
  sort -r "$state/folders" > folders.old
  while IFS= read -r folder; do rmdir "$folder" 2> /dev/null || true; done < folders.old
}

# In an image that is being made, or in a container, there is no systemd to speak to.
has_systemd() {
  [ -d /run/systemd/system ]
}

start_services() {
  [ -n "$services" ] || return 0
  ! has_systemd || systemctl daemon-reload
  for service in $services; do
    systemctl enable "$service"
    ! has_systemd || systemctl restart "$service"
  done
}

stop_services() {
  [ -n "$services" ] || return 0
  for service in $services; do
    ! has_systemd || systemctl stop "$service" || true
    systemctl disable "$service" || true
  done
}

install_all() {
  mkdir -p "$state"
  touch "$state/files" "$state/folders"
  refuse_others
  # Before the first file is there it is known as ours, wherever this ends.
  cat files.list "$state/files" | sort -u > files.both
  cp files.both "$state/files"
  make_folders
  copy_files
  remove_obsolete
  remove_folders
  start_services
${indent(afterInstall ?? ':')}
}

remove_all() {
  [ -d "$state" ] || exit 0
${indent(beforeRemove ?? ':')}
  stop_services
  while IFS= read -r path; do rm -f "$path"; done < "$state/files"
  remove_folders
  ! has_systemd || [ -z "$services" ] || systemctl daemon-reload
  rm -rf "$state"
  rmdir ${STATE_FOLDER} /var/lib/strata 2> /dev/null || true
}

case "\${1-}" in
  install | update) install_all ;;
  remove) remove_all ;;
  *) refuse 'give one of: install, update, remove' ;;
esac
`;
}

/** A command of the user's as a line of its own, in a shell of its own: \`set -e\` and our names are none of its business. */
function indent(command: string): string {
  return command === ':' ? '  :' : `  sh -c ${quoteWord(command)}`;
}
