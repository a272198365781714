export { GroupDefault } from './group-default.entity';
export { MIRROR_DIRECTIONS, Pair, type MirrorDirection } from './pair.entity';
