package dev.pomona.service.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.service.web.BodyMeter;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

/** Uploads, each of which is still in memory when the next one comes. */
class UploadMemoryFilterTest {

    private static final UploadProperties PROPERTIES = new UploadProperties(
            DataSize.ofMegabytes(20), 50_000_000, Duration.ofSeconds(5), 5, 32, Duration.ofMillis(20));

    private final List<Problem> refused = new ArrayList<>();
    private final UploadMemoryFilter filter = new UploadMemoryFilter(
            new MemoryBudget(100_000_000),
            PROPERTIES,
            DataSize.ofMegabytes(40),
            (request, response, handler, problem) -> {
                refused.add(((ProblemException) problem).problem());
                return null;
            });

    @Test
    void isForAsManyPhotosAsHaveRoomTwice() throws Exception {
        assertThat(inside(100, "image/jpeg", 1_000_000)).isEqualTo(49);
        assertThat(refused).containsExactly(Problem.OVERLOADED);
    }

    @Test
    void aFormTakesMoreThanAPhotoOfItsSizeAndABodyWithoutALengthTheMost() throws Exception {
        assertThat(inside(100, "multipart/form-data; boundary=b", 1_000_000)).isEqualTo(24);
        assertThat(inside(100, "Multipart/form-data; boundary=b", 1_000_000)).isEqualTo(24);
        assertThat(inside(100, "image/jpeg", -1)).isEqualTo(2);
        assertThat(inside(100, "multipart/form-data; boundary=b", -1))
                .as("larger than all, but alone")
                .isEqualTo(1);
    }

    @Test
    void whatIsAnnouncedAndDoesNotComeTakesNoRoom() throws Exception {
        arriving = 0.001;
        assertThat(inside(100, "multipart/form-data; boundary=b", 20_000_000)).isEqualTo(100);
        assertThat(refused).isEmpty();
    }

    @Test
    void aBodyThatFindsNoRoomInTheEndIsRefused() throws Exception {
        MockHttpServletRequest first = request("multipart/form-data; boundary=b", 20_000_000);
        MockHttpServletRequest second = request("multipart/form-data; boundary=b", 20_000_000);
        filter.doFilter(first, new MockHttpServletResponse(), (in, out) -> {
            meter(first).received(1_000_000);
            filter.doFilter(second, new MockHttpServletResponse(), (in2, out2) -> {
                meter(second).received(20_000_000);
                assertThatThrownBy(() -> meter(first).received(19_000_000))
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                refusal -> assertThat(refusal.problem()).isEqualTo(Problem.OVERLOADED));
            });
        });
        assertThat(inside(100, "image/jpeg", 1_000_000))
                .as("nothing is held any more")
                .isEqualTo(49);
    }

    private static BodyMeter meter(MockHttpServletRequest request) {
        return (BodyMeter) Objects.requireNonNull(request.getAttribute(BodyMeter.ATTRIBUTE));
    }

    private static MockHttpServletRequest request(String type, long length) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/recognize") {
            @Override
            public long getContentLengthLong() {
                return length;
            }
        };
        request.setServletPath("/recognize");
        request.setContentType(type);
        return request;
    }

    @Test
    void whatHasBeenAnsweredTakesNoMoreRoom() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(inside(1, "image/jpeg", 20_000_000)).isEqualTo(1);
        }
    }

    /** Share of each body that has come when the next request does. */
    private double arriving = 1;

    /** How many of so many are let in one inside the other. */
    private int inside(int most, String type, long length) throws Exception {
        int[] count = {0};
        enter(most, type, length, count);
        return count[0];
    }

    private void enter(int most, String type, long length, int[] count) throws IOException, ServletException {
        MockHttpServletRequest request = request(type, length);
        filter.doFilter(request, new MockHttpServletResponse(), (in, out) -> {
            count[0]++;
            long all = length < 0 ? (type.startsWith("image") ? 20_000_000 : 40_000_000) : length;
            meter(request).received((int) (arriving * all));
            if (count[0] < most) {
                try {
                    enter(most, type, length, count);
                } catch (IOException | ServletException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }
}
