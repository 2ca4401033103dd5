package dev.pomona.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.FailureMapper;
import dev.pomona.indexer.failure.FailureMapper.MappedFailure;
import dev.pomona.indexer.job.IndexJob;
import dev.pomona.indexer.progress.ConsoleProgress;
import dev.pomona.model.features.BackboneFiles;
import dev.pomona.model.features.Backbones;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.Violation.Code;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with a network of 16 features, and with ones that cannot be used. */
class OtherBackboneIT {

    @TempDir
    private Path folder;

    private Path network;
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @BeforeEach
    void paint() throws IOException {
        new PaintedPhotos(folder.resolve("photos"))
                .label("Plum", Color.MAGENTA, 8)
                .label("Lime", Color.GREEN, 8);
        network = Backbones.copyTo(folder.resolve("network"));
    }

    @Test
    void anIndexHoldsWhatItsNetworkSees() throws Exception {
        Manifest manifest = run(parameters(network.toString()));
        assertThat(manifest.fingerprint())
                .isEqualTo(BackboneFiles.at(Backbones.CAFFE, Backbones.STORES)
                        .backbone()
                        .fingerprint());
        assertThat(manifest.reduction().features()).isEqualTo(16);
        assertThat(said()).contains("the bundled vectors of other things are of another network, and are not used");
        Row features = LocalSpark.session()
                .read()
                .parquet(folder.resolve("index")
                        .resolve(IndexLayout.file(manifest.version(), IndexLayout.FEATURES))
                        .toString())
                .first();
        assertThat(features.getList(features.fieldIndex("features"))).hasSize(4 * 16);

        Manifest second = run(parameters(Backbones.CAFFE));
        assertThat(second.fingerprint()).isEqualTo(manifest.fingerprint());
        assertThat(said()).containsPattern("featurise done in [0-9.]+ s: 0 photos");
    }

    @Test
    void thresholdsWithoutAnEvaluationAreTheNetworks() throws Exception {
        Backbones.edit(network, "\"unknownBelow\": 0.609", "\"unknownBelow\": 0.25");
        Manifest manifest = run(parameters(network.toString()).holdingOut(0));
        assertThat(manifest.answerRules().thresholds().unknownBelow()).isEqualTo(0.25);
    }

    @Test
    void featuresOfAnotherNetworkAreNotReused() throws Exception {
        run(parameters(network.toString()));
        Manifest bundled = run(parameters(null).allowing(Code.values()));
        assertThat(bundled.reduction().features())
                .isEqualTo(BackboneFiles.bundled().backbone().dimension());
        assertThat(said()).containsPattern("featurise done in [0-9.]+ s: 16 photos");
    }

    @Test
    void aDamagedNetworkEndsTheRunInOneLine() throws IOException {
        Files.writeString(network.resolve("saved_model.pb"), "damaged");
        assertFails("'saved_model.pb' in the folder " + network + " has another SHA-256");
    }

    @Test
    void aNetworkThatTensorFlowDoesNotKnowEndsTheRunInOneLine() throws IOException {
        Backbones.replaceInGraph(network, "MaxPool", "MaxPoop");
        assertFails("the backbone caffe-network 1", "MaxPoop");
    }

    @Test
    void aNetworkOfAnotherDimensionEndsTheRunInOneLine() throws IOException {
        Backbones.edit(network, "\"dimension\": 16", "\"dimension\": 17");
        assertFails("the backbone caffe-network 1 returns 16 features a picture, not 17");
    }

    private void assertFails(String... parts) {
        Throwable thrown = catchThrowable(() -> run(parameters(network.toString())));
        MappedFailure failure = FailureMapper.map(thrown);
        assertThat(failure.failure()).as(failure.message()).isEqualTo(Failure.UNUSABLE_REQUEST);
        assertThat(failure.message()).contains(parts);
        assertThat(folder.resolve("index").resolve(IndexLayout.CURRENT)).doesNotExist();
    }

    private TestParameters parameters(String backbone) {
        return new TestParameters(folder.resolve("photos"), folder.resolve("index"))
                .backbone(backbone)
                .withViews(4)
                .holdingOut(0.25);
    }

    private Manifest run(TestParameters parameters) throws Exception {
        terminal.reset();
        PrintStream out = new PrintStream(terminal, true, StandardCharsets.UTF_8);
        return new IndexJob(LocalSpark.session(), parameters.build(), TestParameters.FOLDERS, new ConsoleProgress(out))
                .run();
    }

    private String said() {
        return terminal.toString(StandardCharsets.UTF_8);
    }
}
