import { Body, Controller, HttpCode, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiProblems, Needs } from '@app/http';
import { ChangePasswordDto } from './user.dto';
import { UsersService } from './users.service';

export class PasswordChangedView {
  @ApiProperty({ example: 'changed' })
  status: 'changed';
}

@ApiTags('Access')
@Controller('me/password')
export class OwnPasswordController {
  constructor(private readonly users: UsersService) {}

  /** The old password stops working at once. */
  @Put()
  @HttpCode(200)
  @Needs('viewer')
  @ApiOperation({ summary: 'Change my password' })
  @ApiOkResponse({ type: PasswordChangedView })
  @ApiProblems(400, 422)
  async change(@Body() dto: ChangePasswordDto): Promise<PasswordChangedView> {
    await this.users.changePassword(dto);
    return { status: 'changed' };
  }
}
