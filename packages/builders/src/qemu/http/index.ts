export type { PortRange } from './listen';
export { type HttpServer, type HttpServerOptions, startHttpServer } from './server';
