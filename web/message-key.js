// The short name of a message in a catalogue that has been built: FNV-1a over its UTF-16 units, 32 bits. Catalogues would be
// twice as large with the English beside each translation; web/build.mjs refuses two messages that share a name.
export function messageKey(message) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < message.length; i++) hash = Math.imul(hash ^ message.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
