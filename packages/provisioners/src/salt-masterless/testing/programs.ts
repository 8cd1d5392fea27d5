/** Stands for sudo with the options that Salt's commands may use: none. */
const sudo = `#!/bin/sh
case $1 in -*) echo "sudo: unknown option $1" >&2; exit 1 ;; esac
exec "$@"
`;

/** Answers for the address of Salt's script of installation alone. */
const curl = `#!/bin/sh
[ "$1 $2 $3" = '-L https://bootstrap.saltproject.io -o' ] || { echo "curl: $*" >&2; exit 2; }
[ "$4" = /tmp/install_salt.sh ] && echo 'echo "installed $*"' >"$4"
`;

/**
 * Stands for salt-call without a master, as its documentation tells of options and of the files in its roots. It is
 * strict: an option, a function, a file or a state that Salt does not know ends it. A state named `fails` does what its
 * name says: with --retcode-passthrough the end tells, without it does not.
 */
const saltCall = `#!/usr/bin/python3
import argparse, os, sys, yaml

LEVELS = ['all', 'garbage', 'trace', 'debug', 'profile', 'info', 'warning', 'error', 'critical', 'quiet']
parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument('--local', action='store_true', required=True)
parser.add_argument('--file-root', required=True)
parser.add_argument('--pillar-root', required=True)
parser.add_argument('--retcode-passthrough', action='store_true')
parser.add_argument('-l', '--log-level', choices=LEVELS)
parser.add_argument('function', choices=['state.highstate', 'state.sls'])
parser.add_argument('states', nargs='*')
options, more = parser.parse_known_args()
if more:
    parser.error('no such option: ' + ' '.join(more))


def read(*path):
    name = os.path.join(*path)
    if not os.path.isfile(name):
        sys.exit('No matching sls found: ' + name)
    with open(name) as file:
        return yaml.safe_load(file) or {}


def get_names(top):
    return [name for names in top.get('base', {}).values() for name in names]


def read_state(root, name):
    path = name.replace('.', '/')
    whole = os.path.join(root, path, 'init.sls')
    return read(whole if os.path.isfile(whole) else os.path.join(root, path + '.sls'))


pillar = {}
if os.path.isdir(options.pillar_root):
    for name in get_names(read(options.pillar_root, 'top.sls')):
        pillar.update(read_state(options.pillar_root, name))
is_high = options.function == 'state.highstate'
if is_high == bool(options.states):
    parser.error(options.function + ' with ' + str(options.states))
names = get_names(read(options.file_root, 'top.sls')) if is_high else options.states
failed = [name for name in names if read_state(options.file_root, name).get('fails')]
print('applied', *names, 'with', *sorted(pillar))
if failed:
    print('Failed:', *failed)
    sys.exit(2 if options.retcode_passthrough else 0)
`;

/** By their place in the folder of a machine. */
export const programs = { 'bin/sudo': sudo, 'bin/curl': curl, 'bin/salt-call': saltCall };
