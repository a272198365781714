import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsObject,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { BooleanText, LineField, ListQuery, Nullable, Optional, SortBy, Trimmed } from '@app/http';
import { CHANNEL_KINDS, type ChannelKind } from './channel.entity';
import { CHANNEL_SORT_KEYS } from './channels.repository';

export class ChannelSettingsDto {
  /** Who gets the mail. */
  @ApiProperty({ type: [String], example: ['ops@example.com'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsEmail({}, { each: true, message: 'each of to must be an e-mail address such as ops@example.com' })
  to: string[];
}

export class CreateChannelDto {
  @ApiProperty({ example: 'Operations' })
  @LineField(1, 100)
  name: string;

  /** `email` needs the setting SMTP_URL and `settings.to`; the others need `url`. */
  @ApiProperty({ enum: CHANNEL_KINDS, example: 'slack' })
  @IsIn(CHANNEL_KINDS)
  kind: ChannelKind;

  /** A channel that is off gets nothing. */
  @ApiPropertyOptional({ type: 'boolean', default: true })
  @Optional()
  @IsBoolean()
  enabled?: boolean;

  /** Only for `email`. */
  @ApiPropertyOptional({ type: () => ChannelSettingsDto })
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => ChannelSettingsDto)
  settings?: ChannelSettingsDto;

  /** Address that messages are posted to, not for `email`. Stored encrypted; answers show only its host. */
  @ApiPropertyOptional({ writeOnly: true, example: 'https://hooks.example.com/services/T0/B0/x' })
  @Trimmed()
  @Optional()
  @IsString()
  @MaxLength(2000)
  url?: string;

  /**
   * Only for `webhook`: messages are signed with it, as Standard Webhooks does. Either `whsec_` and base64, or any text
   * of at least 16 characters. Stored encrypted, never shown; null: not signed.
   */
  @ApiPropertyOptional({ type: 'string', writeOnly: true, nullable: true, example: 'whsec_…' })
  @Trimmed()
  @Nullable()
  @IsString()
  @Length(16, 500)
  @Matches(/^[\x21-\x7e]*$/, { message: '$property must consist of printable characters without blanks' })
  secret?: string | null;
}

/** An absent field keeps its value; the kind of a channel is fixed. */
export class UpdateChannelDto extends PartialType(OmitType(CreateChannelDto, ['kind'] as const), {
  skipNullProperties: false,
}) {}

export class ListChannelsQuery extends ListQuery {
  @ApiPropertyOptional({ enum: CHANNEL_KINDS })
  @Optional()
  @IsIn(CHANNEL_KINDS)
  kind?: ChannelKind;

  @ApiPropertyOptional({ type: 'boolean' })
  @BooleanText()
  @Optional()
  @IsBoolean()
  enabled?: boolean;

  @SortBy(...CHANNEL_SORT_KEYS)
  sort?: string;
}
