package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read is named, with what to do about it. */
class ForeignFormatTest {

    static Stream<Arguments> beginnings() {
        return Stream.of(
                Arguments.of("HEIC", "\0\0\0\u0018ftypheic\0\0\0\0mif1heic"),
                Arguments.of("HEIC", "\0\0\0\u0018ftypmif1\0\0\0\0mif1heic"),
                Arguments.of("HEIF", "\0\0\0\u0018ftypmif1\0\0\0\0mif1miaf"),
                Arguments.of("AVIF", "\0\0\0\u001Cftypavif\0\0\0\0avifmif1miaf"),
                Arguments.of("MP4", "\0\0\0\u0018ftypisom\0\0\2\0isomavc1"),
                Arguments.of("MP4", "\0\0\0\u0014ftypqt  \0\0\0\0qt  "),
                Arguments.of("JXL", "\u00FF\n\u00FA\u001F"),
                Arguments.of("JXL", "\0\0\0\u000CJXL \r\n\u0087\n"),
                Arguments.of("GIF", "GIF89a\1\0\1\0"),
                Arguments.of("TIFF", "II*\0\u0008\0\0\0"),
                Arguments.of("TIFF", "MM\0*\0\0\0\u0008"),
                Arguments.of("BMP", "BM\u0080\u0010\0\0\0\0\0\0\u0080\0"),
                Arguments.of("PDF", "%PDF-1.7"),
                Arguments.of("SVG", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
                Arguments.of("SVG", "<?xml version='1.0'?>\n<!-- a drawing -->\n<svg/>"),
                Arguments.of("HTML", "\n <!DOCTYPE html><img src='photo.jpg'>"),
                Arguments.of("HTML", "<HTML><body>"),
                Arguments.of("Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:00"),
                Arguments.of("Base64", "/9j/4AAQSkZJRgABAQ"),
                Arguments.of("Base64", "iVBORw0KGgoAAAANSU"),
                Arguments.of("data URL", "data:image/jpeg;base64,/9j/4AAQ"),
                Arguments.of("JSON", "{\"photo\": \"/9j/\"}"),
                Arguments.of("gzip", "\u001F\u008B\u0008\0"),
                Arguments.of("ZIP", "PK\3\4\u0014\0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beginnings")
    void isNamedWithWhatToDo(String format, String beginning) {
        PhotoException refusal = refusal(beginning);
        assertThat(refusal.problem()).isEqualTo(PhotoProblem.UNSUPPORTED_FORMAT);
        assertThat(refusal.format()).contains(format);
        assertThat(refusal).hasMessageMatching(".* They are " + format + "\\. .+\\.");
    }

    @Test
    void usersOfAnIphoneAreToldTheWay() {
        assertThat(refusal("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"))
                .hasMessageContaining("Settings > Camera > Formats > Most Compatible");
    }

    @ParameterizedTest
    @ValueSource(strings = {"photo.jpg", " ", "\0", "BMW", "ftyp", "\0\0\0\u0018ftyp", "<photo/>"})
    void whatIsUnknownHasNoName(String beginning) {
        PhotoException refusal = refusal(beginning);
        assertThat(refusal.problem()).isEqualTo(PhotoProblem.UNSUPPORTED_FORMAT);
        assertThat(refusal.format().orElse("MP4")).isEqualTo("MP4");
    }

    private static PhotoException refusal(String beginning) {
        byte[] bytes = beginning.getBytes(StandardCharsets.ISO_8859_1);
        return catchThrowableOfType(PhotoException.class, () -> new PhotoDecoder(PhotoLimits.DEFAULT).decode(bytes));
    }
}
