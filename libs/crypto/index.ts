export { CryptoModule, secretBoxFor } from './crypto.module';
export { FernetKey, InvalidFernetToken } from './fernet';
export { keysFromFile } from './key-file';
export { SecretBox } from './secret-box';
