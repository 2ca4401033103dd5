package dev.pomona.service.storage;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.pomona.model.testing.S3TestServer;
import java.net.URI;
import java.util.List;

/** A proxy before the S3 of the tests, which can do what networks and S3 do on bad days. */
final class BucketProxy implements AutoCloseable {

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    BucketProxy() {
        server.start();
        passOn();
    }

    URI endpoint() {
        return URI.create(server.baseUrl());
    }

    /** Passes all requests on, and nothing else. */
    void passOn() {
        server.resetMappings();
        server.stubFor(any(anyUrl()).willReturn(passedOn()));
    }

    /** Returns the answer of S3, to be delayed. */
    static ResponseDefinitionBuilder passedOn() {
        return aResponse().proxiedFrom(S3TestServer.get().endpoint().toString());
    }

    void answerAll(ResponseDefinitionBuilder answer) {
        server.resetMappings();
        server.stubFor(any(anyUrl()).willReturn(answer));
    }

    /** Answers GETs of keys by a pattern, and passes all other requests on. */
    void answerGets(String pattern, ResponseDefinitionBuilder answer) {
        server.stubFor(get(urlPathMatching(pattern)).willReturn(answer));
    }

    void forget() {
        server.resetRequests();
    }

    /** Returns the statuses that requests for a key were answered with since {@link #forget}. */
    List<Integer> statuses(String key) {
        return server.getAllServeEvents().stream()
                .filter(event -> event.getRequest().getUrl().contains(key))
                .map(event -> event.getResponse().getStatus())
                .toList();
    }

    @Override
    public void close() {
        server.stop();
    }
}
