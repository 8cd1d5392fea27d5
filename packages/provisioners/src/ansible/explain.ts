interface Explanation {
  /** In what Ansible printed. */
  readonly sign: RegExp;
  readonly onLayersOnly?: boolean;
  readonly hint: string;
}

/** What users meet first, in the words of Ansible 2.14 and of POSIX shells; Ansible itself names no next step. */
const explanations: readonly Explanation[] = [
  {
    sign: /sudo: (?:command )?not found/,
    hint: 'The machine has no sudo, which become asks for when Ansible thinks that it is not root. Where the machine\'s user is root, say so: user = "root".',
  },
  {
    sign: /No python interpreters found|\/python[\d.]*: (?:No such file|not found)/,
    hint: 'Modules of Ansible need Python in the machine. Install it by a step before, in Debian: apt-get install -y python3-minimal. The module raw works without.',
  },
  {
    sign: /ASYNC FAILED/,
    onLayersOnly: true,
    hint: 'What a task leaves running in a layer ends with the task. Leave async out there.',
  },
];

const SAY_MORE = 'For more of what Ansible did: extra_arguments = ["-vvv"].';

/** What to do about a playbook that failed. */
export function explain(output: string, isLayer: boolean): string {
  const found = explanations.find(
    ({ sign, onLayersOnly }) => (isLayer || !onLayersOnly) && sign.test(output),
  );
  return found?.hint ?? SAY_MORE;
}
