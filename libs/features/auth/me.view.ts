import { ApiProperty } from '@nestjs/swagger';

/** The caller and what the web app needs to greet them. */
export class MeView {
  @ApiProperty({ example: 'admin' })
  username: string;

  @ApiProperty({ example: true })
  auth_enabled: boolean;

  @ApiProperty({ example: 'Mirror Maestro' })
  app_title: string;

  @ApiProperty({ example: '0.1.0' })
  version: string;
}
