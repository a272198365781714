import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { currentActor, currentContext, VERSION } from '@app/common';
import { Settings } from '@app/config';
import { ApiProblems } from '@app/http';
import { MeView } from './me.view';

@ApiTags('Access')
@Controller('me')
export class AuthController {
  constructor(private readonly settings: Settings) {}

  /** Who is logged in; also the way to check credentials. */
  @Get()
  @ApiOperation({ summary: 'Who am I' })
  @ApiProblems()
  me(): MeView {
    return {
      username: currentActor(),
      role: currentContext()?.role ?? 'viewer',
      auth_enabled: this.settings.get('AUTH_ENABLED'),
      app_title: this.settings.get('APP_TITLE'),
      version: VERSION,
    };
  }
}
