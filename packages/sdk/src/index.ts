export * from './communicator';
export * from './error-code';
export * from './parts';
export * from './ports';
export * from './reporter';
export * from './schema';
export * from './secret';
export * from './secret-filter';
