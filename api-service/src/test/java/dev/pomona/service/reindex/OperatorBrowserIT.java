package dev.pomona.service.reindex;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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
    void aRefusalIsSaidInWords() {
        open(1280, 900, "en", ColorScheme.LIGHT);
        signIn(Client.OPERATOR_PASSWORD);
        page.getByLabel("Another folder or prefix").fill("s3://elsewhere/photos");
        page.getByRole(AriaRole.BUTTON, named("Start")).click();
        assertThat(page.locator("#trouble")).containsText("This location may not be indexed.");
        assertThat(page.getByLabel("Another folder or prefix")).hasValue("s3://elsewhere/photos");
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
