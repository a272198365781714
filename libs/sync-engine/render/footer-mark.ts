/** Begins the part of a copy that we added; part of the contract, byte for byte. */
export const FOOTER_MARK = '<!-- MIRROR_MAESTRO_FOOTER -->';
