import { SetMetadata } from '@nestjs/common';
import type { Role } from '@app/common';

/** Metadata key of {@link Needs}, read by the guard. */
export const NEEDED_ROLE = 'http:needed-role';

/**
 * The least role for a call. On a controller it holds for what changes something (reading needs a viewer); on a method for
 * that method. Without it, reading needs a viewer and everything else an operator.
 */
export const Needs = (role: Role): MethodDecorator & ClassDecorator => SetMetadata(NEEDED_ROLE, role);
