import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InstancesModule } from '@features/instances';
import { PairsModule } from '@features/pairs';
import { RunsModule } from '@features/runs';
import { TokensModule } from '@features/tokens';
import { CleanUp } from './clean-up/clean-up';
import { CleanUpWorker } from './clean-up/clean-up.worker';
import { Leftover } from './clean-up/leftover.entity';
import { LeftoversRepository } from './clean-up/leftovers.repository';
import { Removal } from './clean-up/removal';
import { MirrorChecks } from './create/mirror-checks';
import { MirrorCreation } from './create/mirror-creation';
import { MirrorProjects } from './create/mirror-projects';
import { DeletionHooks } from './deletion-hooks';
import { RunSubjectNames } from './run-subject-names';
import { MirrorListQuery } from './list/mirror-list.query';
import { MirrorViews } from './list/mirror-views.query';
import { MirrorContexts } from './mirror-context';
import { MirrorHooks } from './mirror-hooks';
import { MirrorRemoval } from './mirror-removal';
import { MirrorStore } from './mirror-store';
import { Mirror } from './mirror.entity';
import { MirrorsController } from './mirrors.controller';
import { MirrorsRepository } from './mirrors.repository';
import { MirrorsService } from './mirrors.service';
import { PairSyncController } from './pair-sync.controller';
import { PairsOfInstanceQuery } from './pairs-of-instance.query';
import { BotTokens } from './provision/bot-tokens';
import { Credentials } from './provision/credentials';
import { DeployKeys } from './provision/deploy-keys';
import { Installer } from './provision/installer';
import { MirrorApplyWorker } from './provision/mirror-apply.worker';
import { MirrorProvisionWorker } from './provision/mirror-provision.worker';
import { SshAccess } from './provision/ssh-access';
import { MirrorRefresh } from './sync/mirror-refresh';
import { MirrorStatesQuery } from './sync/mirror-states.query';
import { MirrorSync } from './sync/mirror-sync.entity';
import { MirrorSyncWorker } from './sync/mirror-sync.worker';
import { MirrorSyncer } from './sync/mirror-syncer';
import { MirrorSyncsRepository } from './sync/mirror-syncs.repository';
import { MirrorUpkeep } from './sync/mirror-upkeep';
import { PairSyncWorker } from './sync/pair-sync.worker';
import { ProjectStates } from './sync/project-states';
import { ExistingMirrors } from './existing/existing-mirrors';
import { LeftoversController } from './clean-up/leftovers.controller';
import { MirrorCareController } from './mirror-care.controller';
import { ProjectFollower } from './projects/project-follower';
import { ProjectPathsQuery } from './projects/project-paths.query';
import { AutoRotation } from './rotate/auto-rotation';
import { DueRotationsQuery } from './rotate/due-rotations.query';
import { AffectedMirrorsQuery } from './rotate/affected-mirrors.query';
import { InheritedChanges } from './rotate/inherited-changes';
import { MirrorRotateWorker } from './rotate/mirror-rotate.worker';
import { TokenProof } from './rotate/token-proof';
import { MirrorRotation } from './rotate/mirror-rotation';
import { MirrorRepair } from './verify/mirror-repair';
import { MirrorVerification } from './verify/mirror-verification';
import { RefsCheck } from './verify/refs-check';
import { Approval } from './hold/approval';
import { HoldController } from './hold/hold.controller';
import { Holds } from './hold/holds';
import { HoldsQuery } from './hold/holds.query';
import { SyncGate } from './hold/sync-gate';
import { SelectionDeleteWorker } from './selection/selection-delete.worker';
import { SelectionSwitchWorker } from './selection/selection-switch.worker';
import { SelectionSyncWorker } from './selection/selection-sync.worker';
import { SelectionController } from './selection/selection.controller';
import { SelectionQuery } from './selection/selection.query';
import { MirrorSelection } from './selection/selection.service';

/** What other features need of mirrors. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Mirror, Leftover, MirrorSync]),
    InstancesModule,
    PairsModule,
    TokensModule,
    RunsModule,
  ],
  providers: [
    MirrorsRepository,
    MirrorListQuery,
    MirrorViews,
    MirrorStore,
    MirrorHooks,
    MirrorContexts,
    MirrorProjects,
    MirrorChecks,
    MirrorCreation,
    MirrorsService,
    MirrorRemoval,
    DeletionHooks,
    RunSubjectNames,
    PairsOfInstanceQuery,
    LeftoversRepository,
    Removal,
    CleanUp,
    BotTokens,
    Credentials,
    DeployKeys,
    SshAccess,
    Installer,
    MirrorStatesQuery,
    MirrorSyncsRepository,
    ProjectStates,
    MirrorRefresh,
    MirrorSyncer,
    ExistingMirrors,
    ProjectPathsQuery,
    ProjectFollower,
    RefsCheck,
    MirrorVerification,
    MirrorRepair,
    MirrorRotation,
    TokenProof,
    AffectedMirrorsQuery,
    InheritedChanges,
    HoldsQuery,
    Holds,
    SyncGate,
    Approval,
    SelectionQuery,
    MirrorSelection,
  ],
  exports: [
    MirrorStore,
    MirrorHooks,
    MirrorViews,
    MirrorCreation,
    MirrorsService,
    // For the modules below.
    Approval,
    SelectionQuery,
    MirrorSelection,
    ExistingMirrors,
    MirrorVerification,
    MirrorRepair,
    MirrorRotation,
    LeftoversRepository,
    PairsOfInstanceQuery,
    BotTokens,
    TokenProof,
    MirrorsRepository,
    MirrorContexts,
    MirrorRemoval,
    CleanUp,
    Installer,
    SshAccess,
    MirrorSyncsRepository,
    MirrorRefresh,
    MirrorSyncer,
  ],
})
export class MirrorsModule {}

@Module({
  imports: [MirrorsModule, RunsModule],
  controllers: [
    HoldController,
    LeftoversController,
    MirrorCareController,
    MirrorsController,
    PairSyncController,
    SelectionController,
  ],
})
export class MirrorsApiModule {}

@Module({
  imports: [MirrorsModule, RunsModule],
  providers: [
    MirrorProvisionWorker,
    MirrorRotateWorker,
    MirrorApplyWorker,
    MirrorSyncWorker,
    PairSyncWorker,
    CleanUpWorker,
    SelectionSyncWorker,
    SelectionSwitchWorker,
    SelectionDeleteWorker,
    AutoRotation,
    DueRotationsQuery,
    MirrorUpkeep,
  ],
})
export class MirrorsWorkerModule {}
