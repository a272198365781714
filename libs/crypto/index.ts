export { CryptoModule, secretBoxFor } from './crypto.module';
export { FernetKey, InvalidFernetToken } from './fernet';
export { addKeyToFile, keysFromFile } from './key-file';
export { hashPassword } from './password';
export { PasswordProofs } from './password-proofs';
export { isSameText } from './same-text';
export { SecretBox } from './secret-box';
