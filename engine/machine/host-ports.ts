import { createSocket } from 'node:dgram';
import { connect, createServer, isIPv6 } from 'node:net';
import { run } from '../base/command';
import { Failure } from '../base/failure';
import type { HostPort, KindConfig } from './kind-config';

/** @throws Failure with every port that is already in use */
export async function checkHostPorts({ hostPorts, file }: KindConfig): Promise<void> {
  const taken: string[] = [];
  for (const port of hostPorts) {
    if (await isTaken(port)) taken.push(`${port.address}:${port.port}${await holder(port.port)}`);
  }
  if (taken.length === 0) return;
  throw new Failure(
    `the cluster can't be created, because ${taken.length === 1 ? 'a port of it is' : 'ports of it are'} already in use: ${taken.join(', ')}`,
    `Stop the program that listens there, or change hostPort in ${file} to a free port, such as 8080, and repeat the command.`,
  );
}

/** Whether a program has a port of this machine. Of one for SCTP only Docker finds out. */
export async function isTaken(port: HostPort): Promise<boolean> {
  if (port.protocol === 'SCTP') return false;
  return port.protocol === 'UDP' ? isBound(port) : isListening(port);
}

function isBound({ address, port }: HostPort): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    // A low port: Docker may open it, but this process may not.
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      resolve(code === 'EADDRINUSE');
    });
    socket.bind({ address, port, exclusive: true }, () =>
      socket.close(() => {
        resolve(false);
      }),
    );
  });
}

function isListening({ address, port }: HostPort): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(true);
      // A low port: Docker may open it, but this process may not.
      else if (error.code === 'EACCES') resolve(answers(port));
      else reject(error);
    });
    server.listen({ host: address, port, exclusive: true }, () =>
      server.close(() => {
        resolve(false);
      }),
    );
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const settle = (result: boolean) => () => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', settle(true)).once('error', settle(false));
  });
}

async function holder(port: number): Promise<string> {
  const { stdout } = await run('docker', ['ps', '--filter', `publish=${port}`, '--format', '{{.Names}}']);
  const container = stdout.trim().split('\n')[0];
  return container ? ` (by the container ${container})` : '';
}
