import 'reflect-metadata';
import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { readConfig } from './config.js';
import { readJson } from './http/json-body.js';
import { requestLog } from './http/request-log.js';
import { log, nestLogger, reason } from './log.js';
import { closeOnSignal } from './shutdown.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config), {
    logger: nestLogger,
    abortOnError: false,
    bodyParser: false,
  });
  app.disable('x-powered-by');
  app.use(requestLog);
  readJson(app);

  const server: Server = app.getHttpServer();
  // Longer than proxies keep idle connections (60 s and less): the side that closes first should be the client,
  // or a request meets a connection that is just being closed.
  server.keepAliveTimeout = 75_000;
  server.requestTimeout = 30_000; // a client that sends its body too slowly holds up others
  closeOnSignal(app, server);
  await app.listen(config.port, '0.0.0.0');
  log('info', 'main', `listening on port ${config.port}`);
}

main().catch((error: unknown) => {
  log('error', 'main', reason(error));
  process.exit(1);
});
