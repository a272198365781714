import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, Needs } from '@app/http';
import { CreateUserDto, ListUsersQuery, UpdateUserDto } from './user.dto';
import { UserDeletedView, UserView } from './user.view';
import { UsersService } from './users.service';

@ApiTags('Users')
@Controller('users')
@Needs('admin')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  /** Everybody who may log in, besides the administrator of the server's settings. */
  @Get()
  @Needs('admin')
  @ApiOperation({ summary: 'List users' })
  @ApiPage(UserView)
  @ApiProblems(403, 422)
  list(@Query() query: ListUsersQuery): Promise<Page<UserView>> {
    return this.users.list(query);
  }

  /** A viewer sees, an operator works with mirrors and issue sync, an admin also manages instances, pairs, tokens and users. */
  @Post()
  @ApiOperation({ summary: 'Add a user' })
  @ApiProblems(403, 409, 422)
  create(@Body() dto: CreateUserDto): Promise<UserView> {
    return this.users.create(dto);
  }

  @Get(':id')
  @Needs('admin')
  @ApiOperation({ summary: 'Get a user' })
  @ApiProblems(403, 404)
  get(@Param('id', IdParam) id: number): Promise<UserView> {
    return this.users.get(id);
  }

  /** A new password, a lower role or `enabled: false` holds from the next call on. */
  @Put(':id')
  @ApiOperation({ summary: 'Change a user' })
  @ApiProblems(400, 403, 404, 409, 422)
  update(@Param('id', IdParam) id: number, @Body() dto: UpdateUserDto): Promise<UserView> {
    return this.users.update(id, dto);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete a user' })
  @ApiOkResponse({ type: UserDeletedView })
  @ApiProblems(400, 403, 404)
  async remove(@Param('id', IdParam) id: number): Promise<UserDeletedView> {
    await this.users.remove(id);
    return { status: 'deleted' };
  }
}
