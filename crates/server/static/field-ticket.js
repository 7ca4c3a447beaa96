// The ticket of a problem that a phone sends, made here while there is no network: the same letters as the server's
// (`domain/src/ticket.rs`), from the number of the instance, which is chance.
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHANCE = 17;
const encoder = new TextEncoder();

// Length in eight bytes, then the bytes, part by part.
const joined = (parts) => {
  const bytes = parts.map((part) => encoder.encode(part));
  const all = new Uint8Array(bytes.reduce((sum, part) => sum + part.length + 8, 0));
  let at = 0;
  for (const part of bytes) {
    new DataView(all.buffer).setBigUint64(at, BigInt(part.length));
    all.set(part, at + 8);
    at += 8 + part.length;
  }
  return all;
};
// Multiplies by the root of x⁵ + x² + 1.
const timesRoot = (value) => (value & 16 ? (value << 1) ^ 37 : value << 1);

export const ticket = async (project, instance) => {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", joined(["ticket", project, instance])));
  const digits = [...digest.slice(0, CHANCE)].map((byte) => byte & 31);
  digits.push(timesRoot(digits.reduce((sum, digit) => timesRoot(sum) ^ digit, 0)));
  return digits.map((digit) => LETTERS[digit]).join("").match(/.{3}/g).join("-");
};
