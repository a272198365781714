import { Controller, Get } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '@app/http';
import { Settings } from '@app/config';
import { RunsWorkerModule } from '@features/runs';
import { aboutView, AboutView, type Mode } from './about.view';

@ApiTags('About')
@Controller('about')
export class AboutController {
  private readonly startedAt = new Date(Date.now() - process.uptime() * 1_000);

  constructor(
    private readonly settings: Settings,
    private readonly modules: ModulesContainer,
  ) {}

  /** Which version runs, how, and with which settings; secrets only say whether they are set. */
  @Get()
  @ApiOperation({ summary: 'About this server' })
  @ApiOkResponse({ type: AboutView })
  @ApiProblems()
  about(): AboutView {
    return aboutView(this.settings, this.mode(), this.startedAt);
  }

  private mode(): Mode {
    const hasWorker = [...this.modules.values()].some(({ metatype }) => metatype === RunsWorkerModule);
    return hasWorker ? 'standalone' : 'api';
  }
}
