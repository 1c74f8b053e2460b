/** Layout steps of the page, for the few components whose order of parts depends on them; `layout.css` has the rest. */
export const WIDE = '(min-width: 1100px)';
export const NARROW = '(max-width: 719.98px)';
export const DARK = '(prefers-color-scheme: dark)';
export const COARSE = '(pointer: coarse)';
