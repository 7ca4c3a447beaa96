// A smaller photo that keeps its own day and place; for the page of an event and for the one that works without a network.
"use strict";
(() => {
  const LONGEST_SIDE = 2048, QUALITY = 0.85;
  // The photo's own day and place go with the smaller one; it stands upright already, so that mark is set to 1.
  const exifOf = (view) => {
    let at = 2;
    while (at + 10 < view.byteLength && view.getUint8(at) === 0xff && view.getUint8(at + 1) !== 0xda) {
      const size = view.getUint16(at + 2) + 2;
      if (view.getUint8(at + 1) === 0xe1 && view.getUint32(at + 4) === 0x45786966 && at + size <= view.byteLength) {
        const bytes = new Uint8Array(view.buffer.slice(at, at + size)), part = new DataView(bytes.buffer);
        const little = part.getUint16(10) === 0x4949, first = 10 + part.getUint32(14, little), count = part.getUint16(first, little);
        for (let n = 0; n < count; n++) {
          const entry = first + 2 + n * 12;
          if (part.getUint16(entry, little) === 0x0112) part.setUint16(entry + 8, 1, little);
        }
        return bytes;
      }
      at += size;
    }
    return null;
  };
  // Gives the same file where it is no photo or would not become smaller.
  globalThis.auylShrink = async (file, name) => {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = LONGEST_SIDE / Math.max(picture.width, picture.height);
      if (scale >= 1) return file;
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale); canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
      if (!small || small.size >= file.size) return file;
      let exif = null;
      if (file.type === "image/jpeg") { try { exif = exifOf(new DataView(await file.arrayBuffer())); } catch { exif = null; } }
      const parts = exif ? [small.slice(0, 2), exif, small.slice(2)] : [small];
      return new File(parts, name.replace(/\.(png|webp|jpe?g)$/i, "") + ".jpg", { type: "image/jpeg" });
    } catch { return file; }
  };
})();
