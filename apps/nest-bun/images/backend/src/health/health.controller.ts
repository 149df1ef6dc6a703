import { Controller, Get, Header, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Database } from '../database/database.js';
import type { Dependency } from '../dependency.js';
import { Photos } from '../photos/photos.js';
import { Views } from '../views/views.js';

type State = 'up' | 'down';

/** What a prober asks. The pings know the answers, at most three seconds late; asking here could hang. */
@Controller('health')
export class HealthController {
  private readonly database: Dependency;
  private readonly dependencies: readonly Dependency[];

  constructor(database: Database, views: Views, photos: Photos) {
    this.database = database.server;
    this.dependencies = [database.server, views.server, photos.server];
  }

  /** Each dependency, for people. */
  @Get()
  @Header('Cache-Control', 'no-store')
  all(@Res({ passthrough: true }) response: Response): { status: State } & Record<string, State> {
    const states = Object.fromEntries(this.dependencies.map((one) => [one.name, state(one)]));
    const allUp = this.dependencies.every((one) => one.up);
    response.status(allUp ? 200 : 503);
    return { status: allUp ? 'up' : 'down', ...states };
  }

  /** Does the process live? Asks no dependency: a restart of this process would not mend one. */
  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(): { status: State } {
    return { status: 'up' };
  }

  /** Can it do its work? The database decides: without the other two the shop still sells. */
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  ready(@Res({ passthrough: true }) response: Response): string {
    response.status(this.database.up ? 200 : 503);
    return this.dependencies.map((one) => `${one.name}: ${state(one)}\n`).join('');
  }
}

function state({ up }: Dependency): State {
  return up ? 'up' : 'down';
}
