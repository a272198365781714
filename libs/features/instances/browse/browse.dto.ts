import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsString, Length } from 'class-validator';
import { BooleanText, ListQuery, Optional } from '@app/http';

export class GroupBrowseQuery extends ListQuery {
  /** Part of the name or path. */
  @Optional()
  @IsString()
  search?: string;

  /** Only what the token's user is a member of. Default: true on gitlab.com, which shows the public world otherwise. */
  @ApiProperty({ example: true })
  @BooleanText()
  @Optional()
  @IsBoolean()
  membership?: boolean;
}

export class ProjectBrowseQuery extends GroupBrowseQuery {
  /** Full path or id of a group: only projects in it and below it. */
  @ApiProperty({ example: 'platform/core' })
  @Optional()
  @IsString()
  @Length(1, 500)
  group?: string;

  /** Everything at once, whatever the page; refused above 10,000 projects. */
  @ApiProperty({ example: false })
  @BooleanText()
  @Optional()
  @IsBoolean()
  get_all?: boolean;
}
