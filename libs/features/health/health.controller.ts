import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiProblems } from '@app/http';
import { Public } from '@features/auth';
import { HealthService } from './health.service';
import { HealthView, QuickHealthView } from './health.view';

@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** Components, queue depths and token expiry; 503 when a component is down. */
  @Get()
  @ApiOperation({ summary: 'Health in detail' })
  @ApiOkResponse({ type: HealthView })
  @ApiProblems()
  async detail(@Res({ passthrough: true }) response: Response): Promise<HealthView> {
    const view = await this.health.detail();
    if (view.status === 'unhealthy') response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return view;
  }

  /** That the process answers; needs no login. */
  @Public()
  @Get('quick')
  @ApiOperation({ summary: 'Quick health', security: [] })
  quick(): QuickHealthView {
    return { status: 'healthy' };
  }
}
