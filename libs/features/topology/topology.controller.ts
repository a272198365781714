import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock, invalidField } from '@app/common';
import { ApiProblems } from '@app/http';
import type { Thresholds } from './topology-health';
import { LinkMirrorsQuery, StalenessQuery } from './topology.dto';
import { TopologyQuery } from './topology.query';
import { linkMirrorView, LinkMirrorsView, topologyView, TopologyView } from './topology.view';

@ApiTags('Topology')
@Controller('topology')
export class TopologyController {
  constructor(
    private readonly query: TopologyQuery,
    private readonly clock: Clock,
  ) {}

  /** Instances as nodes; one link for each source, target and effective direction. */
  @Get()
  @ApiOperation({ summary: 'The graph of instances' })
  @ApiOkResponse({ type: TopologyView })
  @ApiProblems(422)
  async topology(@Query() query: StalenessQuery): Promise<TopologyView> {
    const thresholds = thresholdsOf(query);
    const pairId = query.instance_pair_id ?? null;
    const [nodes, links] = await Promise.all([this.query.nodes(pairId), this.query.links(pairId)]);
    return topologyView(nodes, links, thresholds, this.clock.now());
  }

  /** The mirrors behind a link. */
  @Get('link-mirrors')
  @ApiOperation({ summary: 'The mirrors behind a link' })
  @ApiOkResponse({ type: LinkMirrorsView })
  @ApiProblems(422)
  async linkMirrors(@Query() query: LinkMirrorsQuery): Promise<LinkMirrorsView> {
    const thresholds = thresholdsOf(query);
    const { total, rows } = await this.query.linkMirrors({
      source: query.source_instance_id,
      target: query.target_instance_id,
      direction: query.mirror_direction,
      pairId: query.instance_pair_id ?? null,
      includeDisabled: query.include_disabled ?? true,
      limit: query.limit ?? 200,
      offset: query.offset ?? 0,
    });
    const now = this.clock.now();
    return { total, mirrors: rows.map((row) => linkMirrorView(row, thresholds, now)) };
  }
}

/** One that is given alone may lie beyond the default of the other: then there is no warning before the error. */
function thresholdsOf(query: StalenessQuery): Thresholds {
  const { stale_warning_seconds: warning, stale_error_seconds: error } = query;
  if (warning !== undefined && error !== undefined && error < warning) {
    throw invalidField('stale_error_seconds', 'it must not be smaller than stale_warning_seconds.');
  }
  return {
    warning: warning ?? 86_400,
    error: error ?? Math.max(604_800, warning ?? 0),
    neverSucceeded: query.never_succeeded_level ?? 'warning',
  };
}
