// Makes a photo small enough for a phone connection before it is sent.

const LONGEST_SIDE = 1024; // pixels; networks look at far fewer
const JPEG_QUALITY = 0.9;
const READ_BY_THE_SERVICE = ['image/jpeg', 'image/png', 'image/webp'];

/**
 * The photo as it is to be sent: at most 1024 pixels on the long side, upright. A photo that is small already, or that this browser
 * cannot decode, is returned as it is. Never rejects.
 */
export async function shrink(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    if (scale === 1 && READ_BY_THE_SERVICE.includes(file.type)) return file;
    return (await toJpeg(picture, scale)) ?? file;
  } catch {
    return file;
  }
}

function toJpeg(picture, scale) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  pen.fillStyle = 'white'; // what is transparent is white to the service too
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY));
}
