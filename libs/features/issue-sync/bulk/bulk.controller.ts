import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '@app/http';
import { BulkDto } from './bulk.dto';
import { BulkService, BulkView } from './bulk.service';

@ApiTags('Issue sync')
@Controller('issue-mirrors/bulk')
export class BulkController {
  constructor(private readonly bulk: BulkService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Enable, disable or trigger many configs' })
  @ApiProblems(404, 422)
  perform(@Body() body: BulkDto): Promise<BulkView> {
    return this.bulk.perform(body);
  }
}
