import { Global, Module } from '@nestjs/common';
import { Settings } from '@app/config';
import { keysFromFile } from './key-file';
import { SecretBox } from './secret-box';

/** The box of this process, with ENCRYPTION_KEY or else the key file. */
export function secretBoxFor(settings: Settings): SecretBox {
  const keys = settings.get('ENCRYPTION_KEY');
  return new SecretBox(keys.length > 0 ? keys : keysFromFile(settings.get('DATA_DIR')));
}

@Global()
@Module({
  providers: [{ provide: SecretBox, useFactory: secretBoxFor, inject: [Settings] }],
  exports: [SecretBox],
})
export class CryptoModule {}
