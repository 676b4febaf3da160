// What the kiosk's camera sees in tests: one face, looking ahead, taken at test time from a picture that the npm
// package @vladmandic/human ships. No photograph of a person is kept in this repository.
import { readFile, writeFile } from 'node:fs/promises';
import { inRoot } from '../../bin/paths.ts';
import { launchBrowser } from './browser.ts';

const picture = inRoot('node_modules', '@vladmandic', 'human', 'assets', 'screenshot-faceid.jpg');
/** The photograph inside that picture of a screen, without the frame around it. */
const crop = { x: 16, y: 145, size: 134 };
const frame = { width: 640, height: 480, count: 10 };

/** Writes the clip; Chromium plays it in a loop. Ten equal frames, because the player wants more than one. */
export async function makeFaceClip(file: string): Promise<void> {
  const jpeg = await cropToJpeg(await readFile(picture));
  await writeFile(file, Buffer.concat(Array.from({ length: frame.count }, () => jpeg)));
}

async function cropToJpeg(source: Buffer): Promise<Buffer> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const base64 = await page.evaluate<string>(drawing(source.toString('base64')));
    return Buffer.from(base64, 'base64');
  } finally {
    await browser.close();
  }
}

/**
 * As text, because it runs in the page: the wall beside the head stretched over the whole frame, then the crop at two
 * thirds of its height, at the bottom, as someone sits before a camera.
 */
function drawing(source: string): string {
  const { x, y, size } = crop;
  const { width, height } = frame;
  const side = (height * 2) / 3;
  return `(async () => {
    const image = new Image();
    image.src = 'data:image/jpeg;base64,${source}';
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: ${width}, height: ${height} });
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, ${x}, ${y}, 4, ${size / 2}, 0, 0, ${width}, ${height});
    context.drawImage(image, ${x}, ${y}, ${size}, ${size}, ${(width - side) / 2}, ${height - side}, ${side}, ${side});
    return canvas.toDataURL('image/jpeg', 0.92).split(',')[1];
  })()`;
}
