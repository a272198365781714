import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { IsBoolean, IsIn, IsString, Length, Matches, MaxLength } from 'class-validator';
import { ROLES, type Role } from '@app/common';
import { LineField, ListQuery, Nullable, Optional, SortBy, Trimmed } from '@app/http';
import { USER_SORT_KEYS } from './users.repository';

/** HTTP Basic cuts at the first colon, and a name with blanks is a name mistyped. */
const USERNAME = /^[\p{L}\p{N}._@+-]+$/u;
const MIN_PASSWORD = 12;

const UsernameField = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ minLength: 1, maxLength: 100, example: 'anna' }),
    Trimmed(),
    IsString(),
    Length(1, 100),
    Matches(USERNAME, { message: '$property may hold letters, digits and . _ @ + - only' }),
  );

const PasswordField = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ writeOnly: true, minLength: MIN_PASSWORD, maxLength: 200, example: 'four random words here' }),
    IsString(),
    Length(MIN_PASSWORD, 200),
  );

const RoleField = (): PropertyDecorator =>
  applyDecorators(ApiProperty({ enum: ROLES, example: 'operator' }), IsIn(ROLES));

export class CreateUserDto {
  @UsernameField()
  username: string;

  @PasswordField()
  password: string;

  @RoleField()
  role: Role;

  @ApiPropertyOptional({ type: 'string', nullable: true, example: 'Anna Berg' })
  @Trimmed()
  @Nullable()
  @IsString()
  @MaxLength(200)
  display_name?: string | null;

  @ApiPropertyOptional({ default: true })
  @Optional()
  @IsBoolean()
  enabled?: boolean;
}

export class UpdateUserDto {
  @Optional()
  @UsernameField()
  username?: string;

  /** Replaces the password; the old one stops working at once. */
  @Optional()
  @PasswordField()
  password?: string;

  @Optional()
  @RoleField()
  role?: Role;

  @ApiPropertyOptional({ type: 'string', nullable: true, example: 'Anna Berg' })
  @Trimmed()
  @Nullable()
  @IsString()
  @MaxLength(200)
  display_name?: string | null;

  @Optional()
  @IsBoolean()
  enabled?: boolean;
}

export class ChangePasswordDto {
  @LineField(1, 200)
  current_password: string;

  @PasswordField()
  new_password: string;
}

export class ListUsersQuery extends ListQuery {
  @ApiPropertyOptional({ description: 'Part of the name.', example: 'anna' })
  @Optional()
  @IsString()
  @MaxLength(200)
  search?: string;

  @ApiPropertyOptional({ enum: ROLES })
  @Optional()
  @IsIn(ROLES)
  role?: Role;

  @SortBy(...USER_SORT_KEYS)
  sort?: string;
}
