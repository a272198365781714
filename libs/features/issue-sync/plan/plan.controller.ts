import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { ApiProblems, IdParam, Optional, Needs } from '@app/http';
import { PlanService } from './plan.service';
import { IssueSyncPlanView } from './plan.view';

const DEFAULT_LIMIT = 100;

export class PlanDto {
  /** Issues that are listed; the totals count all. */
  @ApiProperty({ type: 'integer', required: false, default: DEFAULT_LIMIT, minimum: 1, maximum: 500 })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}

@ApiTags('Issue sync')
@Controller('issue-mirrors/:id/plan')
export class PlanController {
  constructor(private readonly plans: PlanService) {}

  @Post()
  @Needs('viewer')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a sync would do now, without doing it' })
  @ApiProblems(400, 404, 422, 502)
  plan(@Param('id', IdParam) id: number, @Body() body: PlanDto): Promise<IssueSyncPlanView> {
    return this.plans.plan(id, body.limit ?? DEFAULT_LIMIT);
  }
}
