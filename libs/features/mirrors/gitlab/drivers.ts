import type { MirrorDirection } from '@features/pairs';
import type { MirrorDriver } from './mirror-driver';
import { PULL_DRIVER } from './pull-driver';
import { PUSH_DRIVER } from './push-driver';

const DRIVERS: Record<MirrorDirection, MirrorDriver> = { push: PUSH_DRIVER, pull: PULL_DRIVER };

export const driverOf = (direction: MirrorDirection): MirrorDriver => DRIVERS[direction];
