import { ApiProperty } from '@nestjs/swagger';

export class SearchInstanceView {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ example: 'Production' })
  name: string;

  @ApiProperty({ example: 'https://gitlab.example.com' })
  url: string;
}

export class SearchPairView {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ example: 'Production to Backup' })
  name: string;

  @ApiProperty({ example: 'Production' })
  source_instance_name: string;

  @ApiProperty({ example: 'Backup' })
  target_instance_name: string;
}

export class SearchMirrorView {
  @ApiProperty({ type: 'integer', example: 12 })
  id: number;

  @ApiProperty({ example: 'platform/api-gateway' })
  source_project_path: string;

  @ApiProperty({ example: 'backup/platform/api-gateway' })
  target_project_path: string;

  @ApiProperty({ type: 'integer', example: 1 })
  instance_pair_id: number;

  @ApiProperty({ example: 'Production to Backup' })
  pair_name: string;

  @ApiProperty({ example: true })
  enabled: boolean;

  @ApiProperty({ enum: ['pending', 'updating', 'finished', 'failed'] })
  last_update_status: 'pending' | 'updating' | 'finished' | 'failed';
}

export class SearchView {
  @ApiProperty({ type: () => [SearchInstanceView] })
  instances: SearchInstanceView[];

  @ApiProperty({ type: () => [SearchPairView] })
  pairs: SearchPairView[];

  @ApiProperty({ type: () => [SearchMirrorView] })
  mirrors: SearchMirrorView[];
}
