package dev.pomona.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.service.Client.Reply;

/** What a response may be, whatever the request. */
public final class HarmlessAnswer {

    /** Asserts that the reply is an answer, a problem of the request with a stable type, or 503. */
    public static void check(String what, Reply reply) {
        String answer = what + " -> " + reply.status() + " " + reply.body();
        assertThat(reply.status()).as(answer).matches(status -> status < 500 || status == 503);
        if (reply.status() >= 400) {
            assertThat(reply.header("Content-Type")).as(answer).isEqualTo("application/problem+json");
            assertThat(reply.json().path("type").asString())
                    .as(answer)
                    .startsWith("urn:pomona:problem:")
                    .isNotEqualTo("urn:pomona:problem:fault");
            assertThat(reply.json().path("status").asInt()).isEqualTo(reply.status());
        }
        assertNothingInside(reply);
    }

    private HarmlessAnswer() {}

    /** Nothing that tells how the service is made. */
    public static void assertNothingInside(Reply reply) {
        assertThat(reply.body())
                .doesNotContain("Exception")
                .doesNotContainPattern("(java|javax|jakarta|org|com|dev|tools)\\.[a-z]+\\.")
                .doesNotContain("\tat ")
                .doesNotContain("trace");
        assertThat(reply.header("Server")).isEmpty();
    }
}
