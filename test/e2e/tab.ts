import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from './browser';

/** Keys, with the text that a key types, by their names in the DevTools protocol. */
const keys = {
  Enter: { windowsVirtualKeyCode: 13, text: '\r' },
  Escape: { windowsVirtualKeyCode: 27 },
  Tab: { windowsVirtualKeyCode: 9 },
  ArrowDown: { windowsVirtualKeyCode: 40 },
  ArrowLeft: { windowsVirtualKeyCode: 37 },
  ArrowRight: { windowsVirtualKeyCode: 39 },
  Space: { windowsVirtualKeyCode: 32, text: ' ' },
} as const;

/** A page in a browser. */
export class Tab {
  /** Errors on the console, exceptions, and what the browser reports, a line each. */
  public readonly problems: string[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly session: string,
  ) {
    browser.listen(session, (method, params) => {
      if (
        /^(Runtime\.exceptionThrown|Runtime\.consoleAPICalled|Log\.entryAdded|Network\.requestWillBeSent)$/.test(
          method,
        )
      )
        this.note(method, params);
    });
  }

  public static async open(browser: Browser): Promise<Tab> {
    const { targetId } = (await browser.send('Target.createTarget', { url: 'about:blank' })) as {
      targetId: string;
    };
    const attached = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    const tab = new Tab(browser, (attached as { sessionId: string }).sessionId);
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await tab.send(`${domain}.enable`);
    return tab;
  }

  /** @param scheme what the user prefers */
  public async resize(width: number, scheme: 'light' | 'dark'): Promise<void> {
    const size = { width, height: 900, deviceScaleFactor: 1, mobile: false };
    await this.send('Emulation.setDeviceMetricsOverride', size);
    const features = [{ name: 'prefers-color-scheme', value: scheme }];
    await this.send('Emulation.setEmulatedMedia', { features });
  }

  /** Opens a file, and waits until it is shown. */
  public async visit(file: string): Promise<void> {
    await this.send('Page.navigate', { url: `file://${file}` });
    await this.until(`document.readyState === 'complete' && location.pathname === ${JSON.stringify(file)}`);
  }

  /** The value of an expression in the page. */
  public async value<T>(expression: string): Promise<T> {
    const answer = await this.send('Runtime.evaluate', { expression, returnByValue: true });
    const { result, exceptionDetails } = answer as {
      readonly result: { readonly value: T };
      readonly exceptionDetails?: unknown;
    };
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  }

  public async hover(selector: string): Promise<void> {
    await this.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...(await this.middleOf(selector)) });
  }

  public async click(selector: string): Promise<void> {
    const at = { ...(await this.middleOf(selector)), button: 'left', clickCount: 1 };
    for (const type of ['mousePressed', 'mouseReleased'])
      await this.send('Input.dispatchMouseEvent', { type, ...at });
  }

  public async press(key: keyof typeof keys): Promise<void> {
    const { windowsVirtualKeyCode, ...text } = keys[key];
    const event = { key: key === 'Space' ? ' ' : key, code: key, windowsVirtualKeyCode };
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event, ...text });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }

  private async middleOf(selector: string): Promise<{ x: number; y: number }> {
    const element = `document.querySelector(${JSON.stringify(selector)})`;
    return this.value(`(() => {
      ${element}.scrollIntoView({ block: 'center' });
      const { x, y, width, height } = ${element}.getBoundingClientRect();
      return { x: x + width / 2, y: y + Math.min(height, 20) / 2 };
    })()`);
  }

  private async until(expression: string): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      if (await this.value<boolean>(expression)) return;
      await sleep(50);
    }
    throw new Error(`not true within 15 s: ${expression}`);
  }

  private send(method: string, params: object = {}): Promise<unknown> {
    return this.browser.send(method, params, this.session);
  }

  /** A page that needs nothing from elsewhere asks for itself, and for pictures that it contains. */
  private note(method: string, params: unknown): void {
    const { request } = params as { readonly request?: { readonly url: string } };
    if (request && /^(file|data|about):/.test(request.url)) return;
    this.problems.push(request ? `asks for ${request.url}` : `${method} ${JSON.stringify(params)}`);
  }
}
