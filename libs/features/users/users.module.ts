import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Accounts } from './accounts';
import { OwnPasswordController } from './own-password.controller';
import { User } from './user.entity';
import { UsersController } from './users.controller';
import { UsersRepository } from './users.repository';
import { UsersService } from './users.service';

@Module({
  imports: [TypeOrmModule.forFeature([User])],
  controllers: [UsersController, OwnPasswordController],
  providers: [UsersRepository, UsersService, Accounts],
  exports: [Accounts],
})
export class UsersApiModule {}
