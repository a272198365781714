import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, ListQuery, pageRequest, Needs } from '@app/http';
import { ExistingMirrors } from './existing/existing-mirrors';
import { PreflightView, preflightView, RemovedExistingView } from './existing/existing.view';
import { MirrorStore } from './mirror-store';
import { CreateMirrorDto, MirrorIdsDto, RemoveExistingDto } from './mirror.dto';
import { MirrorView } from './mirror.view';
import { MirrorsService } from './mirrors.service';
import { MirrorRotation } from './rotate/mirror-rotation';
import { MirrorSyncView, mirrorSyncView } from './sync/mirror-sync.view';
import { MirrorSyncsRepository } from './sync/mirror-syncs.repository';
import { MirrorRepair } from './verify/mirror-repair';
import { MirrorVerification } from './verify/mirror-verification';
import { VerificationView, verificationView } from './verify/verification.view';

/** Whether mirrors are what they should be, and putting them right. */
@ApiTags('Mirrors')
@Controller('mirrors')
export class MirrorCareController {
  constructor(
    private readonly existing: ExistingMirrors,
    private readonly verification: MirrorVerification,
    private readonly repairs: MirrorRepair,
    private readonly rotation: MirrorRotation,
    private readonly mirrors: MirrorsService,
    private readonly store: MirrorStore,
    private readonly syncs: MirrorSyncsRepository,
  ) {}

  /** Looks at both projects and changes nothing. */
  @Post('preflight')
  @Needs('viewer')
  @HttpCode(200)
  @ApiOperation({ summary: 'What GitLab has already and what may go wrong' })
  @ApiOkResponse({ type: PreflightView })
  @ApiProblems(400, 404, 422, 502)
  async preflight(@Body() body: CreateMirrorDto): Promise<PreflightView> {
    return preflightView(await this.existing.preflight(body));
  }

  /** Removes mirrors on GitLab that were not made here: those with the given ids, or all in the way of this mirror. */
  @Post('remove-existing')
  @HttpCode(200)
  @ApiOperation({ summary: 'Remove mirrors that GitLab has already' })
  @ApiOkResponse({ type: RemovedExistingView })
  @ApiProblems(400, 404, 422, 502)
  async removeExisting(@Body() body: RemoveExistingDto): Promise<RemovedExistingView> {
    const ids = await this.existing.remove(body, body.remote_mirror_ids ?? undefined);
    return { deleted: ids.length, deleted_ids: ids };
  }

  @Post('verify')
  @Needs('viewer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Verify several mirrors' })
  @ApiOkResponse({ type: [VerificationView] })
  @ApiProblems(422)
  async verifyMany(@Body() body: MirrorIdsDto): Promise<VerificationView[]> {
    return (await this.verification.verifyMany(body.mirror_ids)).map(verificationView);
  }

  /** Compares settings with GitLab's, and branches and tags with their commits on both sides. */
  @Get(':id/verify')
  @ApiOperation({ summary: 'Verify a mirror' })
  @ApiOkResponse({ type: VerificationView })
  @ApiProblems(404, 422)
  async verify(@Param('id', IdParam) id: number): Promise<VerificationView> {
    return verificationView(await this.verification.verify(id));
  }

  /** Puts drift right, or makes an orphan again; answers with what verifying finds afterwards. */
  @Post(':id/repair')
  @HttpCode(200)
  @ApiOperation({ summary: 'Repair a mirror' })
  @ApiOkResponse({ type: VerificationView })
  @ApiProblems(400, 404, 422, 502)
  async repair(@Param('id', IdParam) id: number): Promise<VerificationView> {
    return verificationView(await this.repairs.repair(id));
  }

  /** Makes a new project access token, proves it, has GitLab use it, and only then revokes the old one. */
  @Post(':id/rotate-token')
  @HttpCode(200)
  @ApiOperation({ summary: 'Rotate the token of a mirror' })
  @ApiProblems(400, 404, 422, 502)
  async rotate(@Param('id', IdParam) id: number): Promise<MirrorView> {
    await this.rotation.rotate(id);
    return this.mirrors.get(id);
  }

  /** Every update that we asked for, or saw, newest first. */
  @Get(':id/history')
  @ApiOperation({ summary: 'History of a mirror' })
  @ApiPage(MirrorSyncView)
  @ApiProblems(404, 422)
  async history(@Param('id', IdParam) id: number, @Query() query: ListQuery): Promise<Page<MirrorSyncView>> {
    await this.store.get(id);
    const page = await this.syncs.page(id, pageRequest(query));
    return { ...page, items: page.items.map(mirrorSyncView) };
  }
}
