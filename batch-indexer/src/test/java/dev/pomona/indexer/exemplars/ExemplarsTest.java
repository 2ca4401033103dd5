package dev.pomona.indexer.exemplars;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.LocalSpark;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.index.Checksum;
import dev.pomona.model.index.ExemplarTable;
import dev.pomona.model.photo.PictureFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExemplarsTest {

    private static final StructType VECTORS = new StructType()
            .add("label", DataTypes.StringType)
            .add("photo", DataTypes.StringType)
            .add("vector", DataTypes.createArrayType(DataTypes.FloatType));

    private final SparkSession spark = LocalSpark.session();
    private final List<PhotoRow> photos = new ArrayList<>();
    private final List<Row> vectors = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void everyLabelHasAsManyAsItCanAndTheMostTypicalFirst() throws IOException {
        add("shop/Kiwi/far.jpg", 30, picture(40, 40));
        add("shop/Kiwi/near.jpg", 1, picture(41, 40));
        add("shop/Kiwi/other.jpg", -31, picture(42, 40));
        add("shop/Lime/only.jpg", 90, picture(43, 40));

        assertThat(exemplars(2, ExemplarRule.any()).stream()
                        .map(row -> "%s %d".formatted(photo(row), row.<Integer>getAs(ExemplarTable.POSITION))))
                .contains("shop/Kiwi/near.jpg 0", "shop/Lime/only.jpg 0")
                .hasSize(3);
    }

    @Test
    void onlyWhatMayBeShownIsChosenByNameOrByFolder() throws IOException {
        add("shop/Kiwi/a.jpg", 1, picture(44, 40));
        add("web/Kiwi/b.jpg", 10, picture(45, 40));
        add("web/Lime/c.jpg", 90, picture(46, 40));

        assertThat(shown(ExemplarRule.of(Set.of(), List.of("shop/**")))).containsExactly("shop/Kiwi/a.jpg");
        assertThat(shown(ExemplarRule.of(Set.of("source of web"), List.of())))
                .containsExactlyInAnyOrder("web/Kiwi/b.jpg", "web/Lime/c.jpg");
        assertThat(shown(ExemplarRule.of(Set.of("source of nothing"), List.of())))
                .isEmpty();
    }

    @Test
    void aPictureIsSmallAndUprightAndHasNoMetadata() throws IOException {
        add("shop/Kiwi/turned.jpg", 1, PictureFiles.jpegWithOrientation(picture(800, 400), 6));

        byte[] jpeg = exemplars(1, ExemplarRule.any()).get(0).getAs(ExemplarTable.JPEG);
        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(jpeg));

        assertThat(shown.getWidth()).isEqualTo(ExemplarTable.SIDE / 2);
        assertThat(shown.getHeight()).isEqualTo(ExemplarTable.SIDE);
        // The left half of the stored picture is red: turned by a quarter clockwise it is the upper half.
        assertThat(new Color(shown.getRGB(40, 20)).getGreen()).isLessThan(100);
        assertThat(new Color(shown.getRGB(40, 140)).getGreen()).isGreaterThan(200);
        assertThat(new String(jpeg, StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
    }

    @Test
    void aNoisyPictureIsCompressedUntilItFits() throws IOException {
        BufferedImage noise = new BufferedImage(160, 160, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int pixel = 0; pixel < 160 * 160; pixel++) {
            noise.setRGB(pixel % 160, pixel / 160, random.nextInt());
        }
        add("shop/Kiwi/noise.png", 1, PictureFiles.write(noise, "png"));

        byte[] jpeg = exemplars(1, ExemplarRule.any()).get(0).getAs(ExemplarTable.JPEG);
        assertThat(jpeg).hasSizeLessThanOrEqualTo(ExemplarTable.MAX_BYTES);
    }

    @Test
    void aPhotoThatHasChangedSinceItWasIndexedIsNotShown() throws IOException {
        add("shop/Kiwi/changed.jpg", 1, picture(47, 40));
        Files.write(folder.resolve("shop/Kiwi/changed.jpg"), picture(44, 44));

        assertThat(shown(ExemplarRule.any())).isEmpty();
    }

    @Test
    void aPhotoThatIsGoneIsReplacedByTheNextBest() throws IOException {
        add("shop/Kiwi/gone.jpg", 1, picture(48, 40));
        add("shop/Kiwi/there.jpg", 5, picture(49, 40));
        add("shop/Kiwi/broken.jpg", -5, new byte[] {1});
        Files.delete(folder.resolve("shop/Kiwi/gone.jpg"));

        assertThat(shown(ExemplarRule.any())).containsExactly("shop/Kiwi/there.jpg");
    }

    @Test
    void aLabelWhosePhotosCancelOutHasExemplarsToo() throws IOException {
        add("shop/Kiwi/a.jpg", 0, picture(50, 40));
        add("shop/Kiwi/b.jpg", 180, picture(51, 40));

        assertThat(shown(ExemplarRule.any())).containsExactlyInAnyOrder("shop/Kiwi/a.jpg", "shop/Kiwi/b.jpg");
    }

    private List<String> shown(ExemplarRule rule) {
        return exemplars(2, rule).stream().map(ExemplarsTest::photo).toList();
    }

    private List<Row> exemplars(int perLabel, ExemplarRule rule) {
        Dataset<PhotoRow> indexed = spark.createDataset(photos, Encoders.bean(PhotoRow.class));
        return new Exemplars(spark, perLabel, rule, null)
                .of(spark.createDataFrame(vectors, VECTORS), indexed)
                .collectAsList();
    }

    private static String photo(Row row) {
        return row.getAs(ExemplarTable.PHOTO);
    }

    /** Adds a photo, {@code SOURCE/LABEL/NAME}, whose vector points so many degrees from an axis. */
    private void add(String name, int degrees, byte[] file) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, file);
        String[] parts = name.split("/");
        PhotoRow photo = new PhotoRow();
        photo.setUri(path.toUri().toString());
        photo.setLength(file.length);
        photo.setSource("source of " + parts[0]);
        photo.setPhoto(name);
        photo.setGroup(name);
        photo.setContentHash(Checksum.of(file));
        photo.setLabel(parts[1]);
        photos.add(photo);
        double angle = Math.toRadians(degrees);
        vectors.add(RowFactory.create(parts[1], name, new float[] {(float) Math.cos(angle), (float) Math.sin(angle)}));
    }

    /** A picture whose left half is red. */
    private static byte[] picture(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, width, height);
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, width / 2, height);
        canvas.dispose();
        return PictureFiles.write(image, "jpg");
    }
}
