package dev.pomona.model.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackboneTest {

    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        folder = Backbones.copyTo(root.resolve("network"));
    }

    /** The value is hashlib's, over the same text: every index carries such a value. */
    @Test
    void theFingerprintIsTheSameInEveryRunAndRelease() throws IOException {
        assertThat(Backbone.PREPROCESSING).isEqualTo("views-1");
        assertThat(BackboneFiles.bundled().backbone().fingerprint())
                .isEqualTo("sha256:b1d578a9713279e7860ccfc9bd79ae18a3b5918bc82a2112490d5b91f22034c8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"inputSide\": 48        | \"inputSide\": 49",
                "BGR                      | RGB",
                "\"scale\": \\[\\s*1.0    | \"scale\": [2.0",
                "-103.939                 | -103.938",
                "\"dimension\": 16        | \"dimension\": 17",
                "\"saved_model.pb\": \".. | \"saved_model.pb\": \"00",
            })
    void theFingerprintChangesWithWhateverDecidesAboutFeatures(String expression, String replacement)
            throws IOException {
        String before = read().fingerprint();
        Backbones.edit(folder, expression, replacement);
        assertThat(read().fingerprint()).matches("sha256:[0-9a-f]{64}").isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\": \"caffe-network\" | \"name\": \"other\"",
                "\"version\": \"1\"          | \"version\": \"2\"",
                "0.609                       | 0.5",
            })
    void theFingerprintStaysWithNamesAndThresholds(String expression, String replacement) throws IOException {
        String before = read().fingerprint();
        Backbones.edit(folder, expression, replacement);
        assertThat(read().fingerprint()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"inputSide\": 48             | \"inputSide\": 0           | inputSide: from 1 to 2048 pixels",
                "\"inputSide\": 48             | \"inputSide\": \"x\"       | inputSide",
                "\"name\": \"caffe-network\",  | ''                         | name: letters, digits and ._-",
                "BGR                           | GBR                        | ChannelOrder",
                "\"scale\": \\[\\s*1.0,        | \"scale\": [               | scale: three numbers, one a channel",
                "\"dimension\": 16,            | ''                         | dimension",
                "\"FLOAT32\"                   | \"BFLOAT16\"               | precisions: FLOAT32 at least",
                "\"thresholds\"                | \"other\"                  | thresholds",
                "saved_model.pb                | other.pb                   | files: the SHA-256 of saved_model.pb at least",
                "\"saved_model.pb\":           | \"../x\": \"\",  \"saved_model.pb\": | is no name of a file in the folder",
                "\"saved_model.pb\": \".       | \"saved_model.pb\": \"     | files: the SHA-256 of saved_model.pb has 64",
            })
    void whatIsWrongWithADescriptorIsNamedInOneLine(String expression, String replacement, String message)
            throws IOException {
        Backbones.edit(folder, expression, replacement);
        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidBackboneException.class)
                .hasMessageContainingAll("the backbone.json of the folder " + folder, message)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void aPrecisionThatItLacksIsNotItsFastest() throws IOException {
        assertThat(read().fastest()).isEqualTo(Precision.FLOAT32);
        assertThat(BackboneFiles.bundled().backbone().fastest()).isEqualTo(Precision.fastest());
    }

    private Backbone read() throws IOException {
        return BackboneFiles.at(folder.toString(), Backbones.STORES).backbone();
    }
}
