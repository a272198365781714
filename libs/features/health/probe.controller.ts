import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@features/auth';
import { QuickHealthView } from './health.view';
import { Metrics } from './metrics';

/** Outside /api, for orchestrators and Prometheus. */
@ApiTags('Health')
@Public()
@Controller()
export class ProbeController {
  constructor(private readonly metrics: Metrics) {}

  @Get('health')
  @ApiOperation({ summary: 'Liveness', security: [] })
  health(): QuickHealthView {
    return { status: 'healthy' };
  }

  @Get('metrics')
  @ApiExcludeEndpoint()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  prometheus(): Promise<string> {
    return this.metrics.render();
  }
}
