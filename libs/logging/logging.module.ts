import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { PinoPretty } from 'pino-pretty';
import { currentContext, redact } from '@app/common';
import type { Settings } from '@app/config';

const LEVELS: Record<string, string> = { WARNING: 'warn' };

/** Standard output, each line with its secrets masked, whatever produced it. */
function destination(pretty: boolean): DestinationStream {
  const out: DestinationStream = pretty
    ? PinoPretty({
        sync: true,
        singleLine: true,
        translateTime: 'SYS:HH:MM:ss',
        ignore: 'pid,hostname,context,req,res',
      })
    : { write: (line) => void process.stdout.write(line) };
  return { write: (line) => out.write(redact(line)) };
}

/** Structured logs of the whole process; each line of a request carries its id and who asked. */
export function loggingModule(settings: Settings): DynamicModule {
  const level = settings.get('LOG_LEVEL');
  return LoggerModule.forRoot({
    pinoHttp: [
      {
        level: LEVELS[level] ?? level.toLowerCase(),
        mixin: () => {
          const context = currentContext();
          return context ? { request_id: context.requestId, actor: context.actor } : {};
        },
        genReqId: () => currentContext()?.requestId ?? '',
        quietReqLogger: true,
        serializers: {
          req: (request: IncomingMessage) => ({ method: request.method, url: request.url }),
          res: (response: ServerResponse) => ({ status: response.statusCode }),
        },
        customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'debug'),
        // Probes come every few seconds and say nothing.
        autoLogging: { ignore: (request) => /^\/(health|metrics|api\/health\/quick)/.test(request.url ?? '') },
      },
      destination(settings.get('LOG_FORMAT') === 'pretty'),
    ],
  });
}
