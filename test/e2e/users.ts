import { setMaxListeners } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Address, addressOf, ingressNode } from './node';
import type { Site } from './site';

/** The number of users. Each sends one request a second. */
export const userCount = 100;

const pause = 1_000;
const timeout = 30_000; // slow is not lost: the machine may be small

const network = process.env.SLIPWAY_E2E_ADDRESSES;

/** Addresses of this machine in the network of the nodes, one for each user; none without SLIPWAY_E2E_ADDRESSES. */
export const ownAddresses = Array.from(
  { length: network ? userCount : 0 },
  (_, index) => `${network}.${index + 1}`,
);

/** The request of users, and the pattern of a correct answer. */
export interface Visited {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answer: RegExp;
}

/** One request of one user, and how it ended. */
export interface Visit {
  /** Milliseconds since an arbitrary moment. */
  readonly start: number;
  readonly milliseconds: number;

  /** Undefined if the answer was right. */
  readonly problem?: string;

  /** Whether it was sent again, on a new connection, because a kept one was closed before any answer. */
  readonly resent: boolean;
}

/**
 * A hundred people at a site, who each ask once a second on a connection of their own, which they keep like a browser.
 *
 * It counts each request, as a load generator that opens another connection in silence does not.
 */
export class Users {
  private readonly agents: readonly Agent[];

  private constructor(
    private readonly site: Site,
    private readonly address: Address,
    private readonly visited: Visited,
    private readonly pause: number,
    localAddresses: readonly string[],
  ) {
    this.agents = Array.from({ length: userCount }, (_, index) => {
      const localAddress = localAddresses[index % localAddresses.length];
      return new Agent({ keepAlive: true, maxSockets: 1, localAddress });
    });
  }

  /**
   * @param perAddress most requests that the site takes from one address in a second; where this machine has only one,
   * users ask less often
   */
  public static async of(site: Site, visited: Visited, perAddress = Infinity): Promise<Users> {
    if (ownAddresses.length > 0) {
      // Docker's proxy, behind a published port, would hide who asks.
      return Users.at({ host: await addressOf(await ingressNode()), port: 80 }, site, visited);
    }
    const slower = (userCount / perAddress) * 1_000;
    return new Users(site, await site.address(), visited, Math.max(pause, slower), []);
  }

  /** Users with addresses of their own, at an address in the network of the nodes. */
  public static at(address: Address, site: Site, visited: Visited): Users {
    return new Users(site, address, visited, pause, ownAddresses);
  }

  /** All that they asked during `disruption`. */
  public async during(disruption: () => Promise<unknown>): Promise<readonly Visit[]> {
    const over = new AbortController();
    setMaxListeners(userCount, over.signal);
    const disrupted = disruption().finally(() => {
      over.abort();
    });
    const everybody = this.agents.map((agent, index) => this.visits(agent, index, over.signal));
    const [, ...visits] = await Promise.all([disrupted, ...everybody]);
    return visits.flat();
  }

  public leave(): void {
    for (const agent of this.agents) agent.destroy();
  }

  private async visits(agent: Agent, index: number, over: AbortSignal): Promise<Visit[]> {
    const visits: Visit[] = [];
    const think = (milliseconds: number) =>
      sleep(milliseconds, undefined, { signal: over }).catch(() => undefined);
    await think((this.pause * index) / userCount);
    while (!over.aborted) {
      const visit = await this.visit(agent);
      visits.push(visit);
      await think(Math.max(0, this.pause - visit.milliseconds));
    }
    return visits;
  }

  private async visit(agent: Agent): Promise<Visit> {
    const start = performance.now();
    let resent = false;
    const problem = await this.ask(agent)
      .catch((error: unknown) => {
        if (!(error instanceof ClosedBefore)) throw error;
        resent = true;
        return this.ask(agent);
      })
      .catch((error: unknown) => (error as Error).message);
    return { start, milliseconds: performance.now() - start, problem, resent };
  }

  /** What is wrong with the answer; undefined if nothing is. */
  private ask(agent: Agent): Promise<string | undefined> {
    const { path, headers } = this.visited;
    return new Promise((resolve, reject) => {
      const options = {
        ...this.address,
        path,
        agent,
        timeout,
        headers: { ...headers, Host: this.site.host },
      };
      const asked = request(options, (answer) => {
        this.judge(answer).then(resolve, reject);
      });
      asked.on('timeout', () => asked.destroy(new Error('no answer within 30 s')));
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // A server may close a connection that is kept just when a request is on its way: every browser sends it again.
        reject(asked.reusedSocket && error.code === 'ECONNRESET' ? new ClosedBefore(error.message) : error);
      });
      asked.end();
    });
  }

  private async judge(answer: IncomingMessage): Promise<string | undefined> {
    const parts: Buffer[] = [];
    for await (const part of answer) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    // The body tells who refused: the app, nginx or the ingress controller.
    if (answer.statusCode !== 200) return `answered ${answer.statusCode}: ${text.trim().slice(0, 200)}`;
    return this.visited.answer.test(text) ? undefined : `answered with something else: ${text.slice(0, 200)}`;
  }
}

/** A kept connection was closed before a byte of the answer came. */
class ClosedBefore extends Error {}
