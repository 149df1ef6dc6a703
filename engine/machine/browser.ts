import { spawn } from 'node:child_process';
import { Duration } from '../base/duration';
import { Failure } from '../base/failure';

type Opener = readonly [program: string, ...args: string[]];

const openers: Partial<Record<NodeJS.Platform, Opener>> & { readonly linux: Opener } = {
  darwin: ['open'],
  // `start` uses its first argument as the title of a window.
  win32: ['cmd', '/c', 'start', ''],
  linux: ['xdg-open'],
};

/** Some openers run as long as the browser. An opener that still runs after this time has succeeded. */
const patience = Duration.seconds(3);

/**
 * Opens a URL in the default browser. The browser stays open when this process ends.
 *
 * @throws Failure if the program that opens URLs is missing or fails
 */
export async function openInBrowser(
  url: string,
  platform = process.platform,
  env = process.env,
): Promise<void> {
  const [program, ...args] = openers[platform] ?? openers.linux;
  const child = spawn(program, [...args, url], { detached: true, stdio: 'ignore', env });
  child.unref();
  const isOpen = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => {
      resolve(true);
    }, patience.toMilliseconds());
    const settle = (result: boolean): void => {
      clearTimeout(timer);
      resolve(result);
    };
    child.once('error', () => {
      settle(false);
    });
    child.once('exit', (code) => {
      settle(code === 0);
    });
  });
  if (!isOpen) {
    throw new Failure(
      `'${program}' can't open a browser on this machine`,
      `Open ${url} yourself. '--print' only prints the address.`,
    );
  }
}
