import { getBool, renameUnlessSet } from '../edit';
import type { Fixer } from '../fixer';
import { ANY, changeBuilders } from '../parts';

export const sshdisableagent: Fixer = {
  name: 'sshdisableagent',
  summary: '"ssh_disable_agent" of builders becomes "ssh_disable_agent_forwarding"',
  fix: changeBuilders(ANY, (builder) =>
    getBool(builder, 'ssh_disable_agent') === undefined
      ? builder
      : renameUnlessSet(builder, 'ssh_disable_agent', 'ssh_disable_agent_forwarding'),
  ),
};
