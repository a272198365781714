export { CryptoModule, secretBoxFor } from './crypto.module';
export { FernetKey, InvalidFernetToken } from './fernet';
export { addKeyToFile, keysFromFile } from './key-file';
export { SecretBox } from './secret-box';
