import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsNotEmpty, IsString, Max, MaxLength, Min } from 'class-validator';
import { IntegerText, Optional, Trimmed } from '@app/http';

export class SearchRequest {
  /** Part of a name, an address or a path. */
  @ApiProperty({ example: 'api-gateway' })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  q: string;

  /** Most results of each kind. */
  @ApiPropertyOptional({ type: 'integer', default: 20 })
  @IntegerText()
  @Optional()
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;
}
