import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { BooleanText, LineField, ListQuery, Nullable, Optional, SecretField, SortBy, TextField } from '@app/http';
import { INSTANCE_SORT_KEYS } from './instances.repository';

const MAX_URL = 600;

/** What may be left out, and what null takes back. */
class InstanceOptionsDto {
  @ApiProperty({ example: 'The one that everybody uses' })
  @Nullable()
  @TextField(500)
  description?: string | null;

  /** Requests in flight at once over all processes; null: GITLAB_MAX_CONCURRENCY. */
  @ApiProperty({ type: 'integer', example: 10 })
  @Nullable()
  @IsInt()
  @Min(1)
  @Max(500)
  max_concurrency?: number | null;

  /** Requests a second over all processes; null: GITLAB_MAX_REQUESTS_PER_SECOND; 0: no limit of ours. */
  @ApiProperty({ type: 'integer', example: 20 })
  @Nullable()
  @IsInt()
  @Min(0)
  @Max(10_000)
  max_requests_per_second?: number | null;

  /**
   * Public keys of its SSH server, for mirrors that push to it over SSH: what `ssh-keyscan` prints, lines of known_hosts or
   * bare keys. Its page /help/instance_configuration has their fingerprints to compare. Null or empty: none.
   */
  @ApiProperty({
    type: [String],
    example: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAfuCHKVTjquxvt6CM6tdG4SLp1Btn/nOeHHE5UOzRdf'],
  })
  @Nullable()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(4000, { each: true })
  ssh_host_keys?: string[] | null;
}

export class CreateInstanceDto extends InstanceOptionsDto {
  @ApiProperty({ example: 'Production' })
  @LineField(1, 100)
  name: string;

  /** Address of GitLab; https:// is added when no scheme is given (http:// on this machine itself); no credentials, query or fragment. */
  @ApiProperty({ example: 'https://gitlab.example.com' })
  @LineField(1, MAX_URL)
  url: string;

  /** Access token with the scope `api`, of a user who is Maintainer of the projects to mirror. Stored encrypted. */
  @SecretField()
  token: string;
}

/** An absent field keeps its value. */
export class UpdateInstanceDto extends InstanceOptionsDto {
  @ApiProperty({ example: 'Production' })
  @Optional()
  @LineField(1, 100)
  name?: string;

  /** Fixed once a pair uses the instance. */
  @ApiProperty({ example: 'https://gitlab.example.com' })
  @Optional()
  @LineField(1, MAX_URL)
  url?: string;

  /** Replaces the token; the new one is tested first. */
  @Optional()
  @SecretField()
  token?: string;
}

export class InstanceListQuery extends ListQuery {
  /** Part of the name, address or description. */
  @Optional()
  @IsString()
  search?: string;

  @SortBy(...INSTANCE_SORT_KEYS)
  sort?: string;
}

export class DeleteQuery {
  /** Delete here even when GitLab could not be cleaned up. */
  @ApiProperty({ example: false })
  @BooleanText()
  @Optional()
  @IsBoolean()
  force?: boolean;
}
