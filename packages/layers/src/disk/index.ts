export * from './formats';
export * from './image';
