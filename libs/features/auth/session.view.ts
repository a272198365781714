import { ApiProperty } from '@nestjs/swagger';
import { ROLES, type Role } from '@app/common';

/** Whether the caller is logged in; tells nothing else to those who are not. */
export class SessionView {
  @ApiProperty({ example: true, description: 'Whether the credentials of this call hold, or none are needed.' })
  authenticated: boolean;

  @ApiProperty({ type: String, nullable: true, example: 'admin' })
  username: string | null;

  @ApiProperty({ enum: ROLES, nullable: true, example: 'admin' })
  role: Role | null;
}
