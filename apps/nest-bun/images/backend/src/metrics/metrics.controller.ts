import { Controller, Get, Header } from '@nestjs/common';
import { contentType, exposition } from './metrics.js';

/** What Prometheus reads. No proxy in front leads there. */
@Controller('metrics')
export class MetricsController {
  @Get()
  @Header('Content-Type', contentType)
  @Header('Cache-Control', 'no-store')
  all(): Promise<string> {
    return exposition();
  }
}
