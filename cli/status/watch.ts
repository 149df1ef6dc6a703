import { Duration } from '../../engine/base/duration';
import { Failure } from '../../engine/base/failure';
import { Interrupted } from '../../engine/base/interrupt';
import { pause } from '../../engine/base/sleep';
import { LiveScreen, type Terminal } from '../terminal/live-screen';
import { plain, styler } from '../terminal/style';
import type { Look, View } from './view';

const interval = Duration.seconds(2);

/**
 * Shows the state again and again, until it is interrupted. Waits if the cluster does not answer.
 *
 * @throws Failure if the first look fails
 * @throws Interrupted at Ctrl-C
 */
export async function watch(look: Look): Promise<never> {
  const { stdout } = process;
  return stdout.isTTY ? watchLive(look, stdout) : watchPlain(look);
}

/** Shows the latest view in place, and leaves it on the terminal at the end. */
async function watchLive(look: Look, terminal: Terminal): Promise<never> {
  let view = await look();
  const style = styler();
  const screen = new LiveScreen(terminal);
  const show = (trouble?: string): void => {
    screen.show([
      style('dim', `${timeOfDay()}, every ${interval.toSeconds()} s; Ctrl-C to end`),
      '',
      ...view.lines(Date.now(), style),
      ...(trouble === undefined ? [] : ['', style('red', trouble)]),
    ]);
  };
  try {
    show();
    for await (const { news, trouble } of looks(look)) {
      view = news ?? view;
      show(trouble);
    }
    throw new Interrupted();
  } finally {
    screen.close();
    console.log(view.lines(Date.now(), style).join('\n'));
  }
}

/** Prints a view whenever more than an age has changed. */
async function watchPlain(look: Look): Promise<never> {
  let last = '';
  let isAway = false;
  const print = (view: View): void => {
    if (view.state === last && !isAway) return;
    [last, isAway] = [view.state, false];
    console.log(`${new Date().toISOString()}\n${view.lines(Date.now(), plain).join('\n')}`);
  };
  console.log('The output is not a terminal: the table is printed again when something changes.');
  print(await look());
  for await (const { news, trouble } of looks(look)) {
    if (news) print(news);
    else if (!isAway) {
      isAway = true;
      console.log(`${new Date().toISOString()}\n${trouble ?? ''}\n`);
    }
  }
  throw new Interrupted();
}

interface Result {
  /** The new state; absent if the cluster did not answer. */
  readonly news?: View;
  readonly trouble?: string;
}

async function* looks(look: Look): AsyncGenerator<Result, void> {
  let since: string | undefined;
  for (;;) {
    await pause(interval);
    try {
      yield { news: await look() };
      since = undefined;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      since ??= timeOfDay();
      yield { trouble: `No answer since ${since}, trying again: ${error.message}` };
    }
  }
}

function timeOfDay(): string {
  return new Date().toLocaleTimeString('en-GB');
}
