/* global fetch, AbortSignal */
// Runs in the network and process namespaces of a container. It uses only Node.js.
// Standard input is this file. The argument is a Question as JSON. It prints Findings as JSON.
const { readFileSync, readlinkSync } = require('node:fs');
const { lookup } = require('node:dns/promises');
const { connect } = require('node:net');
const { setTimeout: sleep } = require('node:timers/promises');

// A container may have a tenth of a core.
const patience = 6_000;

async function known(host) {
  return lookup(host).then(
    () => true,
    () => false,
  );
}

/**
 * Whether a connection is accepted. The result must be the same twice in a row, because a NetworkPolicy takes effect a
 * moment after a pod has started, and has no effect for a moment while it is renewed.
 */
async function open(host, port) {
  let before;
  let now = await accepts(host, port);
  for (let again = 0; now !== before && again < 5; again++) {
    await sleep(3_000);
    before = now;
    now = await accepts(host, port);
  }
  return now;
}

function accepts(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patience });
    const end = (isOpen) => () => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.on('connect', end(true)).on('timeout', end(false)).on('error', end(false));
  });
}

async function answer(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patience), redirect: 'manual' });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: '' };
  }
}

function processOne() {
  const status = new Map(
    readFileSync('/proc/1/status', 'utf8')
      .split('\n')
      .map((line) => line.split(/:\s+/)),
  );
  const effective = (name) => status.get(name).split(/\s+/)[1];
  const mounts = readFileSync('/proc/1/mounts', 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([, path, type, options]) => ({ path, type, isReadOnly: options.split(',').includes('ro') }));
  return {
    command: readFileSync('/proc/1/cmdline', 'utf8').split('\0').join(' ').trim(),
    workingDirectory: readlinkSync('/proc/1/cwd'),
    environment: Object.fromEntries(
      readFileSync('/proc/1/environ', 'utf8')
        .split('\0')
        // A process that sets its title, such as nginx, overwrites its environment with it.
        .filter((pair) => /^[A-Za-z_][\w.-]*=/.test(pair))
        .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    ),
    user: `${effective('Uid')}:${effective('Gid')}`,
    capabilities: `${status.get('CapEff')} ${status.get('CapPrm')}`,
    noNewPrivileges: status.get('NoNewPrivs') === '1',
    seccomp: status.get('Seccomp') !== '0',
    rootIsReadOnly: mounts.filter(({ path }) => path === '/').at(-1)?.isReadOnly ?? false,
    writable: mounts
      .filter(({ path, isReadOnly }) => !isReadOnly && path !== '/' && !/^\/(proc|sys|dev)(\/|$)/.test(path))
      .map(({ path }) => path)
      .sort(),
  };
}

async function main({ endpoints = [], urls = [], process: looksAtProcess = false }) {
  const found = async (endpoint) => {
    const [host, port] = endpoint.split(':');
    const isKnown = await known(host);
    return [endpoint, { known: isKnown, open: isKnown && (await open(host, Number(port))) }];
  };
  const answered = async (url) => [url, await answer(url)];
  return {
    endpoints: Object.fromEntries(await Promise.all(endpoints.map(found))),
    answers: Object.fromEntries(await Promise.all(urls.map(answered))),
    ...(looksAtProcess && { process: processOne() }),
  };
}

main(JSON.parse(process.argv[2])).then((findings) => {
  console.log(JSON.stringify(findings));
  process.exit(0);
});
