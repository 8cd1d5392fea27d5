import { createString, set } from '../edit';
import type { Fixer } from '../fixer';
import { changeBuilders } from '../parts';

export const proxmoxType: Fixer = {
  name: 'proxmox-type',
  summary: 'the builder "proxmox" is called "proxmox-iso"',
  fix: changeBuilders(['proxmox'], (builder) => set(builder, 'type', createString('proxmox-iso', builder))),
};
