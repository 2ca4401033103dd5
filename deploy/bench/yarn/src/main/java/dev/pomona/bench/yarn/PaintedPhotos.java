package dev.pomona.bench.yarn;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * A folder of painted photos, the same in every run: a disc of the label's colour on grey, at another place and size each
 * time. Arguments: the folder, and the number of photos of each label.
 */
public final class PaintedPhotos {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 900;
    private static final int SEED = 7;

    /** What is painted for one label. */
    private record Label(String name, Color colour, int rings) {}

    private static final List<Label> LABELS = List.of(
            new Label("Banana", new Color(240, 215, 60), 0),
            new Label("Kiwi", new Color(120, 140, 60), 3),
            new Label("Lemon", new Color(250, 240, 40), 1),
            new Label("Orange", new Color(245, 140, 20), 2),
            new Label("Plum", new Color(90, 40, 110), 0));

    private PaintedPhotos() {}

    public static void main(String[] arguments) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Random random = new Random(SEED);
        int count = Integer.parseInt(arguments[1]);
        for (Label label : LABELS) {
            Path folder = Files.createDirectories(Path.of(arguments[0], label.name()));
            for (int i = 0; i < count; i++) {
                ImageIO.write(
                        paint(label, random),
                        "jpg",
                        folder.resolve("photo-%03d.jpg".formatted(i)).toFile());
            }
        }
    }

    private static BufferedImage paint(Label label, Random random) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        int grey = 150 + random.nextInt(100);
        graphics.setColor(new Color(grey, grey, grey));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        int size = 400 + random.nextInt(400);
        int left = random.nextInt(WIDTH - size);
        int top = random.nextInt(HEIGHT - size);
        graphics.setColor(label.colour());
        graphics.fillOval(left, top, size, size);
        graphics.setColor(label.colour().darker());
        graphics.setStroke(new BasicStroke(12));
        for (int ring = 1; ring <= label.rings(); ring++) {
            int inset = ring * size / 9;
            graphics.drawOval(left + inset, top + inset, size - 2 * inset, size - 2 * inset);
        }
        graphics.dispose();
        return image;
    }
}
