package dev.pomona.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CrossSiteRequestMatcherTest {

    private final CrossSiteRequestMatcher fromAnotherSite = new CrossSiteRequestMatcher();

    @ParameterizedTest
    @CsvSource({"same-origin, false", "none, false", "same-site, true", "cross-site, true", "nonsense, true"})
    void whatTheBrowserSaysOfTheSiteDecides(String site, boolean other) {
        MockHttpServletRequest request = post();
        request.addHeader("Sec-Fetch-Site", site);
        request.addHeader("Origin", "https://elsewhere.example");
        assertThat(fromAnotherSite.matches(request)).isEqualTo(other);
    }

    @ParameterizedTest
    @CsvSource({
        "http://pomona.example:8080, false",
        "https://POMONA.example:8080, false",
        "http://pomona.example, true",
        "http://elsewhere.example:8080, true",
        "null, true",
        "'not an origin', true"
    })
    void elseItsOriginHasToBeTheHostAsked(String origin, boolean other) {
        MockHttpServletRequest request = post();
        request.addHeader("Origin", origin);
        assertThat(fromAnotherSite.matches(request)).isEqualTo(other);
    }

    @Test
    void whatIsNoBrowserMayAsk() {
        assertThat(fromAnotherSite.matches(post())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void whatChangesNothingMayComeFromAnywhere(String method) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/admin");
        request.addHeader("Sec-Fetch-Site", "cross-site");
        assertThat(fromAnotherSite.matches(request)).isFalse();
    }

    private static MockHttpServletRequest post() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/admin");
        request.addHeader("Host", "pomona.example:8080");
        return request;
    }
}
