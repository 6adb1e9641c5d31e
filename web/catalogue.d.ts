// Made by build.mjs from lang/LANGUAGE/*.json: each message by its messageKey.
declare module 'catalogue:*' {
  export const first: Record<string, string>;
  export const later: Record<string, () => Promise<{ default: Record<string, string> }>>;
}
