import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { currentActor, currentContext } from '@app/common';
import { LoginOptional } from './auth.guard';
import { SessionView } from './session.view';

@ApiTags('Access')
@Controller('session')
export class SessionController {
  /** Answers without a login, too: a page that asks whether one is needed shall not have to fail to find out. */
  @LoginOptional()
  @Get()
  @ApiOperation({ summary: 'Am I logged in', security: [{}, { basic: [] }] })
  session(): SessionView {
    const role = currentContext()?.role;
    return role === undefined
      ? { authenticated: false, username: null, role: null }
      : { authenticated: true, username: currentActor(), role };
  }
}
