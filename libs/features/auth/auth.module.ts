import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { UsersApiModule } from '@features/users';
import { AuthController } from './auth.controller';
import { BasicAuthGuard } from './auth.guard';
import { BasicStrategy } from './basic.strategy';
import { LoginLimit } from './login-limit';
import { SessionController } from './session.controller';

@Module({
  imports: [UsersApiModule, PassportModule.register({ session: false })],
  controllers: [AuthController, SessionController],
  providers: [BasicStrategy, LoginLimit, { provide: APP_GUARD, useClass: BasicAuthGuard }],
})
export class AuthApiModule {}
