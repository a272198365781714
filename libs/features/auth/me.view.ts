import { ApiProperty } from '@nestjs/swagger';
import { ROLES, type Role } from '@app/common';

/** The caller and what the web app needs to greet them. */
export class MeView {
  @ApiProperty({ example: 'admin' })
  username: string;

  @ApiProperty({ enum: ROLES, example: 'admin' })
  role: Role;

  @ApiProperty({ example: true })
  auth_enabled: boolean;

  @ApiProperty({ example: 'Mirror Maestro' })
  app_title: string;

  @ApiProperty({ example: '0.1.0' })
  version: string;
}
