import dev.pomona.model.features.BackboneFiles;
import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.features.Precision;
import dev.pomona.model.features.tensorflow.TensorFlowFeatureExtractor;
import dev.pomona.model.photo.Photo;
import dev.pomona.model.photo.PhotoDecoder;
import dev.pomona.model.photo.PhotoLimits;
import dev.pomona.model.photo.View;
import dev.pomona.model.reduction.Vectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far bfloat16 turns the bundled network's features from those in float32: the cosine of both, over four views of each JPEG
 * below the folders named, packaged goods left out. Needs a packaged indexer:
 *
 * <pre>{@code java -cp "batch-indexer/target/pomona-indexer/lib/*" deploy/bench/PrecisionCosine.java FOLDER...}</pre>
 */
class PrecisionCosine {

    public static void main(String[] folders) throws Exception {
        CacheFolder cache = CacheFolder.ofUser();
        try (FeatureExtractor exact = TensorFlowFeatureExtractor.load(BackboneFiles.bundled(), Precision.FLOAT32, cache, 1);
                FeatureExtractor fast =
                        TensorFlowFeatureExtractor.load(BackboneFiles.bundled(), Precision.BFLOAT16, cache, 1)) {
            for (String folder : folders) {
                double[] cosines = cosines(Path.of(folder), exact, fast);
                Arrays.sort(cosines);
                System.out.printf(
                        "%s: %d views, cosine %.5f in the median, %.5f at the least%n",
                        folder, cosines.length, cosines[cosines.length / 2], cosines[0]);
            }
        }
    }

    private static double[] cosines(Path folder, FeatureExtractor exact, FeatureExtractor fast) throws Exception {
        PhotoDecoder decoder = new PhotoDecoder(PhotoLimits.DEFAULT);
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> photos = files.filter(file -> file.toString().endsWith(".jpg"))
                    .filter(file -> !file.toString().contains("/Packages/"))
                    .toList();
            double[] cosines = new double[photos.size() * View.values().length];
            int at = 0;
            for (Path file : photos) {
                Photo photo = decoder.decode(Files.readAllBytes(file));
                InputBatch batch = InputBatch.of(exact.backbone().inputSide(), photo, View.of(View.values().length));
                float[][] a = exact.extract(batch);
                float[][] b = fast.extract(batch);
                for (int view = 0; view < a.length; view++) {
                    cosines[at++] = Vectors.dot(Vectors.normalise(a[view]), Vectors.normalise(b[view]));
                }
            }
            return cosines;
        }
    }
}
