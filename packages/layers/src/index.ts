export * from './namespace';
export * from './sandbox';
export * from './store';
export * from './tar';
