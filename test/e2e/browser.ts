import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Names of Chromium, of which the first that is installed is taken. */
const programs = ['chromium', 'chromium-browser', 'google-chrome'];

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A headless Chromium, driven by its DevTools protocol through a pipe: the libraries for it need a newer Node.js than slipway.
 *
 * @see https://chromedevtools.github.io/devtools-protocol/
 */
export class Browser {
  private readonly profile = mkdtempSync(join(tmpdir(), 'slipway-chromium-'));
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners: ((message: Message) => void)[] = [];
  private readonly process: ChildProcess;
  private count = 0;
  private rest = '';

  /** @throws Error if no Chromium is installed */
  constructor() {
    const program = programs.find((name) => spawnSync(name, ['--version']).status === 0);
    if (program === undefined) throw new Error(`none of ${programs.join(', ')} is installed`);
    const args = [
      '--headless',
      '--remote-debugging-pipe',
      `--user-data-dir=${this.profile}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ];
    this.process = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    this.process.on('exit', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('Chromium has ended'));
    });
    (this.process.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => {
      this.read(text);
    });
  }

  /** Sends a command, and gives its result. */
  public send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    const id = ++this.count;
    const answer = new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    (this.process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return answer;
  }

  /** Calls a function for each event of a session. */
  public listen(session: string, event: (method: string, params: unknown) => void): void {
    this.listeners.push(({ sessionId, method, params }) => {
      if (sessionId === session && method !== undefined) event(method, params);
    });
  }

  public async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill();
    await ended;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Messages end with a null character. */
  private read(text: string): void {
    const messages = (this.rest + text).split('\0');
    this.rest = messages.pop() ?? '';
    for (const each of messages) this.receive(JSON.parse(each) as Message);
  }

  private receive(message: Message): void {
    const waiting = message.id === undefined ? undefined : this.waiting.get(message.id);
    if (!waiting) {
      for (const listener of this.listeners) listener(message);
      return;
    }
    this.waiting.delete(message.id ?? 0);
    if (message.error) waiting.reject(new Error(message.error.message));
    else waiting.resolve(message.result);
  }
}
