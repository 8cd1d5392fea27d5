export { type Access, createAccess, type JudgedAction } from './access';
export { listLinkedActions } from './linked-actions';
export type { Assignment, Role } from './role';
