import { spawn } from 'node:child_process';
import { Duration } from '../base/duration';
import { Failure } from '../base/failure';

type Opener = readonly [program: string, ...args: string[]];

const openers: Partial<Record<NodeJS.Platform, Opener>> & { readonly linux: Opener } = {
  darwin: ['open'],
  // `start` takes its first argument for the title of a window.
  win32: ['cmd', '/c', 'start', ''],
  linux: ['xdg-open'],
};

/** Some of them end with the browser: one that still runs after this time has found one. */
const patience = Duration.seconds(3);

/**
 * Opens a URL in the browser of the desktop. The browser stays when this process ends.
 *
 * @throws Failure if the program that opens URLs is not there, or fails
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
      `${program} can't open a browser here`,
      `Open ${url} in one yourself; '--print' prints the address only.`,
    );
  }
}
