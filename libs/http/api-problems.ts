import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiResponse } from '@nestjs/swagger';

/** One field of a request that is not valid. */
export class ProblemFieldView {
  @ApiProperty({ example: 'url' })
  field: string;

  @ApiProperty({ example: 'url must start with http:// or https://' })
  message: string;
}

/** RFC 9457 problem details. */
export class ProblemView {
  @ApiProperty({ example: 'urn:mirror-maestro:problem:instance_not_found' })
  type: string;

  @ApiProperty({ example: 'Not found' })
  title: string;

  @ApiProperty({ type: 'integer', example: 404 })
  status: number;

  /** One sentence that says what to do. */
  @ApiProperty({ example: 'There is no instance with id 7.' })
  detail: string;

  /** Stable, for machines. */
  @ApiProperty({ example: 'instance_not_found' })
  code: string;

  @ApiProperty({ required: false, example: '0b1d4f0e-5d0f-4b5f-9c57-0f6a6d3f7f11' })
  request_id?: string;

  @ApiProperty({ type: () => [ProblemFieldView], required: false })
  errors?: ProblemFieldView[];
}

const MEANING: Record<number, string> = {
  400: 'A rule is broken.',
  401: 'No or bad credentials.',
  403: 'Not allowed.',
  404: 'Unknown id, in the path or in the body; for the body, errors says which field.',
  409: 'It exists already or is in use.',
  422: 'A field is not valid; errors says which.',
  429: 'Slow down; Retry-After says how long.',
  502: 'A GitLab instance answered with an error or not at all.',
  503: 'A dependency of ours is down.',
};

/** Documents the failures of an endpoint; 401, 422 (a query or id that is not as documented) and 503 can happen everywhere. */
export const ApiProblems = (...statuses: number[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ...[...new Set([...statuses, 401, 422, 503])].map((status) =>
      ApiResponse({
        status,
        description: MEANING[status] ?? '',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemView' } } },
      }),
    ),
  );
