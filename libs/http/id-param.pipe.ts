import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { invalidField } from '@app/common';

/** A path parameter that is one of our or GitLab's ids: a whole number from 1 to 2^53 - 1. */
@Injectable()
export class IdParam implements PipeTransform<string, number> {
  transform(value: string, metadata: ArgumentMetadata): number {
    const id = Number(value);
    if (!/^\d{1,16}$/.test(value) || !Number.isSafeInteger(id) || id < 1) {
      throw invalidField(metadata.data ?? 'id', 'it must be a whole number from 1 to 2^53 - 1.');
    }
    return id;
  }
}
