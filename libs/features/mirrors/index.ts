export { Leftover } from './clean-up/leftover.entity';
export { Mirror } from './mirror.entity';
export { MirrorSync } from './sync/mirror-sync.entity';
