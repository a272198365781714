import { promisify } from 'node:util';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { json, type Request, type Response, text } from 'express';
import { requireReadBody, requireUtf8 } from '@app/http';
import { YAML_TYPES } from './download';

/** The largest document that is read, JSON or YAML. */
const LIMIT = '100mb';

const OPTIONS = {
  limit: LIMIT,
  verify: (_request: unknown, _response: unknown, bytes: Buffer, charset: string) => requireUtf8(bytes, charset),
};
const PARSERS = [json(OPTIONS), text({ ...OPTIONS, type: YAML_TYPES })].map((parser) => promisify(parser));

/**
 * The body of a call that takes whole documents, which are longer than any other body. It is read here, when login and
 * role have been looked at, and not before, so that strangers can't make the server hold it. YAML stays text.
 */
export const DocumentBody = createParamDecorator(async (_: unknown, context: ExecutionContext): Promise<unknown> => {
  const http = context.switchToHttp();
  const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
  for (const parse of PARSERS) await parse(request, response);
  requireReadBody(request);
  return request.body as unknown;
});
