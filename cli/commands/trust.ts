import { Command } from 'commander';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../../engine/base/failure';
import type { Project } from '../../lib';
import { caCertificate, caSubject } from '../../lib/contract';
import type { OpenProject } from '../project-access';

/** `slipway trust`: prints how to trust the certificates of dev. */
export function trustCommand(open: OpenProject): Command {
  return new Command('trust')
    .addHelpText(
      'after',
      `
Changes nothing on this machine.

Examples:
  $ slipway trust`,
    )
    .action(() => {
      trust(open());
    });
}

function trust(project: Project): void {
  const path = resolve(caCertificate);
  if (!existsSync(path)) {
    throw new Failure(
      `${caCertificate} does not exist yet`,
      `Create it with 'npx slipway synth' or 'npx slipway up'.`,
    );
  }
  console.log(howToTrust(path, project.defaultStack, process.platform));
}

/** How to trust the CA for one request, on the machine, and in programs that do not use the machine's CAs. */
export function howToTrust(path: string, stack: string, platform: NodeJS.Platform): string {
  return `${path} is the certificate authority of this project. It is valid only for
hosts under localhost, and its key stays on this machine.

  one request     curl --cacert ${path} https://${stack}.localhost
  this machine    ${machines[platform] ?? machines.linux}
  Firefox         Settings, Privacy & Security, View Certificates, Authorities, Import
  Node.js         export NODE_EXTRA_CA_CERTS=${path}

To undo this, delete "${caSubject('localhost')}" where you have added it.`.replaceAll('<ca>', path);
}

const machines: Partial<Record<NodeJS.Platform, string>> & { readonly linux: string } = {
  darwin: 'security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db <ca>',
  win32: 'certutil -user -addstore Root <ca>',
  linux: 'sudo cp <ca> /usr/local/share/ca-certificates/slipway.crt && sudo update-ca-certificates',
};
