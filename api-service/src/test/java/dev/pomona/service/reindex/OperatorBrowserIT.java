package dev.pomona.service.reindex;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.pomona.model.runs.RunRecord;
import dev.pomona.model.runs.RunSlot;
import dev.pomona.service.Client;
import dev.pomona.service.reindex.Launcher.Phase;
import dev.pomona.service.web.BrowserTab;
import dev.pomona.service.web.Chromium;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page at /operator in a real browser. Left out where no Chromium is installed. */
class OperatorBrowserIT extends OperatedService {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private BrowserTab tab;
    private Page page;

    @AfterEach
    void nothingComplained() {
        tab.close();
        // The browser itself reports refusals on its console.
        assertThat(tab.complaints())
                .filteredOn(text -> !text.contains("the server responded with a status of 4"))
                .isEmpty();
    }

    @Test
    void anOperatorStartsARunWatchesItEndAndRollsBack() throws IOException {
        open(1280, 900, "en", ColorScheme.LIGHT);
        tab.assertAccessible("sign-in");
        signIn("a wrong password");
        assertThat(page.getByRole(AriaRole.ALERT).first()).hasText("Name or password is wrong.");
        signIn(Client.OPERATOR_PASSWORD);
        assertThat(heading("Index and runs")).isFocused();
        assertThat(page.evaluate("document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"))
                .asString()
                .doesNotContain("pomona-operator", Client.OPERATOR_PASSWORD);

        page.getByText("Options", new Page.GetByTextOptions().setExact(true)).click();
        page.getByLabel("Photos of a label").fill("40");
        page.getByLabel("lacks labels of the current one").check();
        page.getByLabel("Note for the history").fill("spring");
        tab.screenshot("operator-start", true);
        tab.assertAccessible("start");
        page.getByRole(AriaRole.BUTTON, named("Start")).click();
        assertThat(page.locator("#work .badge")).hasText("Queued");
        String id = launcher.started.get(0);
        assertThat(launcher.arguments.get(launcher.arguments.size() - 1))
                .contains("--per-label=40", "--allow=LOST_LABELS");

        says(id, Phase.WORKING);
        RunSlot slot = RunSlot.take(store, id, Clock.systemUTC()).orElseThrow();
        record(id, RunRecord.State.RUNNING, Instant.now(), null);
        assertThat(page.locator("#work .badge")).hasText("Running");
        assertThat(page.locator("#work")).containsText("30 of 120 photos");
        assertThat(page.locator("#work")).containsText("10 photos/s");
        assertThat(page.locator("#work")).containsText("2 rejects so far");
        assertThat(page.locator("progress")).hasAttribute("value", "30");
        tab.screenshot("operator-running", true);
        tab.assertAccessible("running");

        record(id, RunRecord.State.SUCCEEDED, Instant.now(), null);
        slot.release();
        assertThat(page.getByRole(AriaRole.HEADING, named("Start a run"))).isVisible();
        assertThat(page.locator("#news")).hasText("The run: Succeeded.");
        Locator row = page.locator("#history tr").filter(new Locator.FilterOptions().setHasText(id));
        assertThat(row).containsText("Succeeded");
        assertThat(row).containsText("by operator · spring");

        String current = service.get("/index").json().path("version").asString();
        String other = current.equals(FIRST) ? SECOND : FIRST;
        String verb = other.compareTo(current) < 0 ? "Roll back" : "Activate";
        page.getByRole(AriaRole.BUTTON, named(verb + " " + other)).click();
        assertThat(page.locator("#confirm")).containsText(other);
        assertThat(page.locator("#confirm")).containsText("Photos: ");
        tab.screenshot("operator-confirm", true);
        tab.assertAccessible("confirm");
        page.getByRole(AriaRole.BUTTON, named("No")).click();
        assertThat(service.get("/index").json().path("version").asString()).isEqualTo(current);
        page.getByRole(AriaRole.BUTTON, named(verb + " " + other)).click();
        page.getByRole(AriaRole.BUTTON, named("Yes")).click();
        assertThat(page.locator("#news")).hasText("Version " + other + " is current.");
        assertThat(service.get("/index").json().path("version").asString()).isEqualTo(other);
        assertThat(page.locator("#current")).containsText(other);
        tab.screenshot("operator-rolled-back", true);

        page.reload();
        assertThat(page.locator("#current")).containsText(other);
        page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
        assertThat(page.getByText("You have signed out.")).isVisible();
        page.reload();
        assertThat(page.getByLabel("Password")).isVisible();
    }

    @Test
    void aRunIsCancelledByKeyboardAlone() throws IOException {
        open(1280, 900, "en", ColorScheme.LIGHT);
        page.keyboard().type("operator");
        page.keyboard().press("Tab");
        page.keyboard().type(Client.OPERATOR_PASSWORD);
        page.keyboard().press("Enter");
        assertThat(heading("Index and runs")).isFocused();
        tab.press("Tab", "#start");
        page.keyboard().press("Enter");
        assertThat(page.locator("#work .badge")).hasText("Queued");
        String id = launcher.started.get(0);
        says(id, Phase.WORKING);
        tab.press("Tab", "#cancel");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Yes"))).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#history tr").filter(new Locator.FilterOptions().setHasText(id)))
                .containsText("Cancelled");
        assertThat(launcher.cancelled).contains("job-" + id);
    }

    @Test
    void anOptionIsAnyShareAndAnEmptyOneIsWhatIsConfigured() {
        open(1280, 900, "en", ColorScheme.LIGHT);
        signIn(Client.OPERATOR_PASSWORD);
        page.getByText("Options", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#work")).containsText("Empty for what is configured.");
        page.getByLabel("Tolerated loss of accuracy").fill("1.5");
        page.locator("#start").click();
        assertThat(page.locator("input[name=margin]:invalid")).isVisible();
        page.getByLabel("Tolerated loss of accuracy").fill("0.005");
        page.locator("#start").click();
        assertThat(page.locator("#work .badge")).hasText("Queued");
        assertThat(launcher.arguments.get(launcher.arguments.size() - 1)).contains("--margin=0.005");
        says(launcher.started.get(0), Phase.FAILED, 3);
        assertThat(page.locator("#start")).isVisible();
    }

    /** A line must not begin with a sign that has a space before it. */
    @ParameterizedTest
    @CsvSource({"operator-texts.js, textsOf", "texts.js, textsIn"})
    void frenchTextsHaveNoBreakSpaces(String file, String function) {
        open(1280, 900, "fr", ColorScheme.LIGHT);
        Object texts = page.evaluate("""
                ([file, name]) => import('/' + file).then((all) =>
                  JSON.stringify(all[name]('fr'), (key, value) => (typeof value === 'function' ? value(1, 2, 3) : value)))
                """, List.of(file, function));
        assertThat((String) texts).contains("\u00a0?").doesNotContainPattern(" [:;?!]");
    }

    @Test
    void aRefusalIsSaidInWords() {
        open(1280, 900, "en", ColorScheme.LIGHT);
        signIn(Client.OPERATOR_PASSWORD);
        page.getByLabel("Another folder or prefix").fill("s3://elsewhere/photos");
        page.getByRole(AriaRole.BUTTON, named("Start")).click();
        assertThat(page.locator("#trouble")).containsText("This location may not be indexed.");
        assertThat(page.getByLabel("Another folder or prefix")).hasValue("s3://elsewhere/photos");
    }

    @Test
    void feedbackThatCannotBeReadHidesNothingElse() {
        open(1280, 900, "en", ColorScheme.LIGHT);
        page.route("**/admin/feedback", route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
        signIn(Client.OPERATOR_PASSWORD);
        assertThat(page.locator("#versions")).containsText(SECOND);
        assertThat(page.locator("#start")).isVisible();
        assertThat(page.locator("#feedback")).containsText("The feedback could not be read.");
        tab.complaints().clear();
    }

    @Test
    void aServiceThatDoesNotAnswerAtFirstIsAskedAgain() {
        tab = CHROMIUM.open(1280, 900, "en", ColorScheme.LIGHT);
        page = tab.page();
        page.route(
                "**/admin/session",
                route -> route.fulfill(new Route.FulfillOptions().setStatus(503)),
                new Page.RouteOptions().setTimes(1));
        page.navigate("http://localhost:" + port + "/operator");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("That did not work.");
        tab.assertAccessible("unreached");
        assertThat(page.locator("#name")).isFocused();
        assertThat(page.locator("#unreached")).isHidden();
        tab.complaints().clear();
    }

    /** The service lists 100 runs at once. */
    @Test
    void aLongHistoryStaysWhenThePageLooksAgain() {
        open(1280, 900, "en", ColorScheme.LIGHT);
        page.route(
                Pattern.compile("/admin/reindex\\?limit="),
                route -> route.fulfill(runsBefore(route.request().url())));
        signIn(Client.OPERATOR_PASSWORD);
        for (int shown = 10; shown < 110; shown += 10) {
            assertThat(page.locator("#history tbody tr")).hasCount(shown);
            page.locator("#older").click();
        }
        assertThat(page.locator("#history tbody tr")).hasCount(110);
        page.locator("#sign-out").click();
        signIn(Client.OPERATOR_PASSWORD);
        assertThat(page.locator("#history tbody tr")).hasCount(110);
        page.locator("#older").click();
        assertThat(page.locator("#history tbody tr")).hasCount(120);
        assertThat(page.locator("#trouble")).isEmpty();
    }

    /** The runs of a history of 120, as the service lists them. */
    private static Route.FulfillOptions runsBefore(String address) {
        Matcher query =
                Pattern.compile("limit=(\\d+)(?:&before=\\d+T\\d+Z-(\\d+))?").matcher(address);
        if (!query.find() || Integer.parseInt(query.group(1)) > 100) {
            return new Route.FulfillOptions().setStatus(400);
        }
        int limit = Integer.parseInt(query.group(1));
        int newest = query.group(2) == null ? 120 : Integer.parseInt(query.group(2)) - 1;
        String last = newest > limit ? "\"20250101T000000Z-%08d\"".formatted(newest - limit + 1) : "null";
        return new Route.FulfillOptions()
                .setContentType("application/json")
                .setBody(IntStream.range(0, Math.min(limit, newest))
                        .mapToObj(i ->
                                "{\"id\": \"20250101T000000Z-%08d\", \"state\": \"SUCCEEDED\",".formatted(newest - i)
                                        + " \"requestedAt\": \"2025-01-01T00:00:00Z\"}")
                        .collect(Collectors.joining(",", "{\"runs\": [", "], \"next\": " + last + "}")));
    }

    @ParameterizedTest
    @CsvSource({"390, 844, en, LIGHT", "390, 844, fr, DARK", "1280, 900, fr, DARK", "320, 568, fr, LIGHT"})
    void nothingIsWiderThanTheScreen(int width, int height, String language, ColorScheme colours) throws IOException {
        open(width, height, language, colours);
        fits("sign-in", width, language);
        signIn(Client.OPERATOR_PASSWORD);
        assertThat(page.locator("#versions")).containsText(SECOND);
        fits("index", width, language);
        page.locator("#work summary").click();
        page.locator("#start").click();
        String id = awaitStarted();
        RunSlot slot = RunSlot.take(store, id, Clock.systemUTC()).orElseThrow();
        record(id, RunRecord.State.RUNNING, Instant.now(), null);
        assertThat(page.locator("progress")).hasAttribute("value", "30");
        fits("running", width, language);
        record(
                id,
                RunRecord.State.FAILED,
                Instant.now(),
                new RunRecord.Failure("WORSE", "a long reason ".repeat(12), 17, List.of("LESS_ACCURATE")));
        slot.release();
        assertThat(page.locator("#start")).isVisible();
        page.locator("[id^=activate]").first().click();
        fits("confirm", width, language);
    }

    private String awaitStarted() {
        assertThat(page.locator("#work .badge")).isVisible();
        return launcher.started.get(0);
    }

    private void signIn(String password) {
        page.locator("#name").fill("operator");
        page.locator("#password").fill(password);
        page.locator("#sign-in button").click();
    }

    private void fits(String what, int width, String language) {
        tab.assertFits("operator-%s-%d-%s".formatted(what, width, language));
    }

    private void open(int width, int height, String language, ColorScheme colours) {
        tab = CHROMIUM.open(width, height, language, colours);
        page = tab.page();
        page.navigate("http://localhost:" + port + "/operator");
        assertThat(page.locator("#name")).isFocused();
    }

    private Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, named(name));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
