// Made by build.mjs from lang/LANGUAGE/*.json: each message by its messageKey.
declare module 'catalogue:*' {
  const words: Record<string, string>;
  export default words;
}
