import { type ArgumentMetadata, Injectable, mixin, type PipeTransform, type Type } from '@nestjs/common';
import { validationPipe } from '@app/http';
import { parseYaml } from './parse-yaml';

/** A document in JSON or YAML, held against its DTO by the rules of every other body. */
export function DocumentPipe<T extends object>(dto: Type<T>): Type<PipeTransform<unknown, Promise<T>>> {
  @Injectable()
  class PipeOfDto implements PipeTransform<unknown, Promise<T>> {
    private readonly validation = validationPipe();

    async transform(body: unknown, metadata: ArgumentMetadata): Promise<T> {
      const value = typeof body === 'string' ? await parseYaml(body) : body;
      return (await this.validation.transform(value ?? {}, { ...metadata, type: 'body', metatype: dto })) as T;
    }
  }
  return mixin(PipeOfDto);
}
