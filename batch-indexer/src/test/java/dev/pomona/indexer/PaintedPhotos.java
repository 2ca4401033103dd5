package dev.pomona.indexer;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Folders of painted "photos": a disc of the label's colour, at another place and size each time. */
public final class PaintedPhotos {

    private static final int SIDE = 96;

    private final Random random;
    private final Path root;

    public PaintedPhotos(Path root) {
        this(root, 7);
    }

    /** @param seed photos painted with the same seed have the same shapes in the same order */
    public PaintedPhotos(Path root, int seed) {
        this.root = root;
        this.random = new Random(seed);
    }

    /** Paints photos of one label, {@code photo-0.jpg} and so on. */
    public PaintedPhotos label(String label, Color colour, int count) throws IOException {
        Path folder = Files.createDirectories(root.resolve(label));
        for (int i = 0; i < count; i++) {
            ImageIO.write(
                    paint(colour), "jpg", folder.resolve("photo-" + i + ".jpg").toFile());
        }
        return this;
    }

    /** Writes a file that is no photo. */
    public PaintedPhotos file(String name, byte[] bytes) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return this;
    }

    private BufferedImage paint(Color colour) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        int grey = 150 + random.nextInt(100);
        graphics.setColor(new Color(grey, grey, grey));
        graphics.fillRect(0, 0, SIDE, SIDE);
        graphics.setColor(colour);
        int size = 40 + random.nextInt(40);
        graphics.fillOval(random.nextInt(SIDE - size), random.nextInt(SIDE - size), size, size);
        graphics.dispose();
        return image;
    }
}
