package dev.pomona.service.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

/** Uploads, each of which is still going on when the next one comes. */
class UploadMemoryFilterTest {

    private static final UploadProperties PROPERTIES = new UploadProperties(
            DataSize.ofMegabytes(20), 50_000_000, Duration.ofSeconds(5), 5, 32, Duration.ofSeconds(5));

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
        assertThat(inside(100, "image/jpeg", -1)).isEqualTo(2);
        assertThat(inside(100, "multipart/form-data; boundary=b", -1))
                .as("larger than all, but alone")
                .isEqualTo(1);
    }

    @Test
    void whatHasBeenAnsweredTakesNoMoreRoom() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThat(inside(1, "image/jpeg", 20_000_000)).isEqualTo(1);
        }
    }

    /** How many of so many are let in one inside the other. */
    private int inside(int most, String type, long length) throws Exception {
        int[] count = {0};
        enter(most, type, length, count);
        return count[0];
    }

    private void enter(int most, String type, long length, int[] count) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/recognize") {
            @Override
            public long getContentLengthLong() {
                return length;
            }
        };
        request.setServletPath("/recognize");
        request.setContentType(type);
        filter.doFilter(request, new MockHttpServletResponse(), (in, out) -> {
            count[0]++;
            if (count[0] < most) {
                try {
                    enter(most, type, length, count);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }
}
