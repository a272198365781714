import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '@app/http';
import { DeleteSelectionDto, SelectionDto } from './selection.dto';
import { MirrorSelection, type StartedSelection } from './selection.service';
import { SelectionStartedView } from './selection.view';

/** The same for many mirrors at once: one run each, with progress, the errors of each mirror, and cancel. */
@ApiTags('Mirrors')
@Controller('mirrors')
export class SelectionController {
  constructor(private readonly selection: MirrorSelection) {}

  /** Asks GitLab to mirror each of them now. The run ends when GitLab has finished with all. */
  @Post('sync')
  @HttpCode(202)
  @ApiOperation({ summary: 'Sync several mirrors now' })
  @ApiAcceptedResponse({ type: SelectionStartedView })
  @ApiProblems(404, 422)
  async sync(@Body() { mirror_ids: ids }: SelectionDto): Promise<SelectionStartedView> {
    return view(await this.selection.sync(ids), (mirrors) => `Sync of ${mirrors} triggered`);
  }

  /** Here at once, then on GitLab. */
  @Post('bulk/enable')
  @HttpCode(202)
  @ApiOperation({ summary: 'Enable several mirrors' })
  @ApiAcceptedResponse({ type: SelectionStartedView })
  @ApiProblems(404, 422)
  async enable(@Body() { mirror_ids: ids }: SelectionDto): Promise<SelectionStartedView> {
    return view(await this.selection.switch(ids, true), (mirrors) => `Enabling ${mirrors}`);
  }

  /** Here at once, then on GitLab. */
  @Post('bulk/disable')
  @HttpCode(202)
  @ApiOperation({ summary: 'Disable several mirrors' })
  @ApiAcceptedResponse({ type: SelectionStartedView })
  @ApiProblems(404, 422)
  async disable(@Body() { mirror_ids: ids }: SelectionDto): Promise<SelectionStartedView> {
    return view(await this.selection.switch(ids, false), (mirrors) => `Disabling ${mirrors}`);
  }

  /** Each with what it has on GitLab. What cannot be removed there is listed as a leftover, or given up with `force`. */
  @Post('bulk/delete')
  @HttpCode(202)
  @ApiOperation({ summary: 'Delete several mirrors' })
  @ApiAcceptedResponse({ type: SelectionStartedView })
  @ApiProblems(404, 422)
  async remove(@Body() { mirror_ids: ids, force }: DeleteSelectionDto): Promise<SelectionStartedView> {
    return view(await this.selection.remove(ids, force ?? false), (mirrors) => `Deleting ${mirrors}`);
  }
}

const view = ({ run, total }: StartedSelection, message: (mirrors: string) => string): SelectionStartedView => ({
  message: message(total === 1 ? '1 mirror' : `${total} mirrors`),
  job_id: run.id,
  total,
});
