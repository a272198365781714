import { type ArgumentMetadata, Injectable, mixin, type PipeTransform, type Type } from '@nestjs/common';
import { validationPipe } from '@app/http';
import { parseYaml } from './parse-yaml';

/** The largest document that is read, JSON or YAML. */
export const DOCUMENT_LIMIT = '100mb';

/**
 * The type of a body that `DocumentPipe` reads. An alias, so that the global validation, which comes first and would
 * see the text of a YAML document, leaves it alone.
 */
export type Document<T> = T;

/** A body in JSON or YAML, held against its DTO by the rules of every other body. */
export function DocumentPipe<T extends object>(dto: Type<T>): Type<PipeTransform<unknown, Promise<T>>> {
  @Injectable()
  class PipeOfDto implements PipeTransform<unknown, Promise<T>> {
    private readonly validation = validationPipe();

    async transform(body: unknown, metadata: ArgumentMetadata): Promise<T> {
      const value = typeof body === 'string' ? await parseYaml(body) : body;
      return (await this.validation.transform(value ?? {}, { ...metadata, metatype: dto })) as T;
    }
  }
  return mixin(PipeOfDto);
}
