import { explain } from './explain';

test.each([
  ['"module_stderr": "/bin/sh: 1: sudo: not found\\n"', false, 'user = "root"'],
  ['bash: line 1: sudo: command not found', true, 'user = "root"'],
  [
    "[WARNING]: No python interpreters found for host default (tried ['python3.11',",
    false,
    'python3-minimal',
  ],
  ['"/bin/sh: 1: /usr/bin/python: not found\\n"', false, 'python3-minimal'],
  ['"/bin/sh: /opt/python3.11: No such file or directory"', false, 'python3-minimal'],
  ['ASYNC FAILED on default: jid=j1.6', true, 'Leave async out'],
])('%s has a next step', (output, isLayer, expected) => {
  expect(explain(output, isLayer)).toContain(expected);
});

test.each(['fatal: [default]: FAILED! => {"rc": 3}', 'ASYNC FAILED on default: jid=j1.6'])(
  'of a machine that is no layer, %s tells nothing but where to look',
  (output) => {
    expect(explain(output, false)).toContain('-vvv');
  },
);
