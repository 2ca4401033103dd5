package dev.pomona.service.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.IsInViewportOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.pomona.service.Client;
import dev.pomona.service.FeedbackTakingService;
import dev.pomona.service.Pictures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The page at / in a real browser. Left out where no Chromium is installed. */
@FeedbackTakingService
class PageBrowserIT {

    private static final byte[] BALL = Pictures.jpeg(Pictures.ball());
    private static final FilePayload PHOTO = new FilePayload("ball.jpg", "image/jpeg", BALL);

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    private BrowserTab tab;
    private Page page;

    @BeforeEach
    void openThePage() {
        open(1280, 900, "en");
    }

    @AfterEach
    void nothingWasAskedOfOthersAndNothingComplained() {
        tab.close();
        assertThat(tab.requests())
                .isNotEmpty()
                .allSatisfy(url -> assertThat(url).matches("(blob:)?" + Pattern.quote(home()) + ".*"));
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void aChosenPhotoIsAnsweredAsTheServiceAnswers() {
        JsonNode answer =
                new Client(port).post("/recognize", "image/jpeg", BALL).json();
        choose(PHOTO);
        String heading = answer.path("status").asString().equals("UNKNOWN")
                ? "I don’t know this one"
                : answer.path("status").asString().equals("RECOGNISED")
                        ? answer.path("kind").path("name").asString()
                        : "I’m not sure";
        assertThat(heading()).containsText(heading);
        assertThat(heading()).isFocused();
        assertThat(page.getByAltText("Your photo")).isVisible();
    }

    @Test
    void aDroppedPhotoIsAnswered() {
        JSHandle transfer = page.evaluateHandle("""
                base64 => {
                  const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
                  const transfer = new DataTransfer();
                  transfer.items.add(new File([bytes], 'ball.jpg', { type: 'image/jpeg' }));
                  return transfer;
                }""", Base64.getEncoder().encodeToString(BALL));
        page.locator("body").dispatchEvent("drop", java.util.Map.of("dataTransfer", transfer));
        assertThat(heading()).isFocused();
    }

    @Test
    void aFileThatIsNoPhotoIsRefusedInWords() {
        choose(new FilePayload("ball.jpg", "image/jpeg", "no photo".getBytes(StandardCharsets.UTF_8)));
        assertThat(heading()).hasText("I can’t read this file");
        // The browser itself reports the 415 on its console.
        assertThat(tab.complaints()).allSatisfy(text -> assertThat(text).contains("415"));
        tab.complaints().clear();
    }

    @ParameterizedTest
    @CsvSource({"en, I can’t read iPhone photos (HEIC), Most Compatible", "fr, Je ne peux pas lire, Le plus compatible"
    })
    void aPhotoOfAnIPhoneIsRefusedWithTheWayOut(String language, String heading, String way) {
        tab.close();
        open(390, 844, language);
        byte[] heic = "\0\0\0\u0018ftypheic\0\0\0\0heicmif1".getBytes(StandardCharsets.ISO_8859_1);
        choose(new FilePayload("IMG_0001.HEIC", "image/heic", heic));
        assertThat(heading()).containsText(heading);
        assertThat(page.locator("#result")).containsText(way);
        tab.screenshot("heic-" + language, false);
        assertThat(tab.complaints()).allSatisfy(text -> assertThat(text).contains("415"));
        tab.complaints().clear();
    }

    @Test
    void whereAKeyIsNeededThePageAsksForItAndSendsItFromThenOn() {
        askingForAKey();
        choose(PHOTO);
        assertThat(heading()).hasText("An access key is needed");
        page.getByLabel("Access key").fill("kiosk-key");
        tab.screenshot("key", false);
        page.getByRole(AriaRole.BUTTON, named("Use this key")).click();
        assertThat(heading()).containsText("Apple");

        page.reload();
        choose(PHOTO);
        assertThat(heading()).containsText("Apple");
        page.getByRole(AriaRole.BUTTON, named("Forget my access key")).click();
        assertThat(page.getByText("Your access key is forgotten.")).isFocused();
        choose(PHOTO);
        assertThat(heading()).hasText("An access key is needed");
        // The browser itself reports the 401 on its console.
        assertThat(tab.complaints()).allSatisfy(text -> assertThat(text).contains("401"));
        tab.complaints().clear();
    }

    @Test
    void aKeyThatNoBrowserCouldSendIsRefusedInWords() {
        askingForAKey();
        choose(PHOTO);
        page.getByLabel("Access key").fill("“kiosk–key”");
        page.getByRole(AriaRole.BUTTON, named("Use this key")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("This cannot be a key");
        assertThat(page.getByLabel("Access key")).isFocused();
        page.getByLabel("Access key").fill("kiosk-key");
        page.getByRole(AriaRole.BUTTON, named("Use this key")).click();
        assertThat(heading()).containsText("Apple");
        tab.complaints().clear(); // the browser reports the 401
    }

    @Test
    void aKeyIsKeptOnlyOnceTheServiceHasTakenIt() {
        askingForAKey();
        choose(PHOTO);
        page.getByLabel("Access key").fill("kiosk-kye");
        page.getByRole(AriaRole.BUTTON, named("Use this key")).click();
        assertThat(heading()).hasText("This key is not accepted");
        assertThat(keptKey()).isNull();
        page.getByLabel("Access key").fill("kiosk-key");
        page.getByRole(AriaRole.BUTTON, named("Use this key")).click();
        assertThat(heading()).containsText("Apple");
        assertThat(keptKey()).isEqualTo("kiosk-key");
        tab.complaints().clear(); // the browser reports the 401s
    }

    @Test
    void aKeptKeyThatNoBrowserCouldSendIsNotUsed() {
        page.evaluate("localStorage.setItem('pomona.key', '“kiosk–key”')");
        page.reload();
        askingForAKey();
        choose(PHOTO);
        assertThat(heading()).hasText("An access key is needed");
        tab.complaints().clear(); // the browser reports the 401
    }

    private void askingForAKey() {
        page.route(Pattern.compile("/recognize\\?"), route -> {
            if ("kiosk-key".equals(route.request().headerValue("X-API-Key"))) {
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(recognised().toString()));
            } else {
                route.fulfill(new Route.FulfillOptions().setStatus(401));
            }
        });
    }

    private Object keptKey() {
        return page.evaluate("localStorage.getItem('pomona.key')");
    }

    @Test
    void theLanguageCanBeSwitchedBeforeAndAfterAnAnswer() {
        page.getByRole(AriaRole.BUTTON, named("Français")).click();
        assertThat(page.locator("h1:visible")).containsText("Quel est ce fruit");
        answering(recognised());
        choose(PHOTO);
        assertThat(heading()).containsText("Presque certainement");
        page.getByRole(AriaRole.BUTTON, named("English")).click();
        assertThat(heading()).containsText("Almost certainly");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
    }

    @Test
    void theKindComesFirstWithTheVarietyUnderItAndBothConfidences() {
        answering(recognised());
        choose(PHOTO);
        assertThat(heading()).containsText("Almost certainly · 93%");
        assertThat(heading()).containsText("Apple");
        assertThat(heading()).containsText("Variety Golden Delicious probably · 87%");
        assertThat(page.getByRole(AriaRole.HEADING, named("Or another variety")))
                .isVisible();
        assertThat(page.getByText("Pink Lady")).isVisible();
        assertThat(page).hasTitle("Apple, Golden Delicious – Pomona");
    }

    @Test
    void aKindCanBeCertainWhileItsVarietyIsNot() {
        ObjectNode answer = recognised();
        answer.put("labelRecognised", false).put("confidence", 0.41);
        ((ObjectNode) answer.path("kinds").path(0).path("varieties").path(0)).put("confidence", 0.41);
        answering(answer);
        choose(PHOTO);
        assertThat(heading()).containsText("Almost certainly · 93%");
        assertThat(heading()).containsText("Variety Golden Delicious perhaps · 41%");
        assertThat(page).hasTitle("Apple – Pomona");
        assertThat(page.getByText("Do you know which variety it is?")).isVisible();
    }

    @Test
    void anUncertainAnswerSaysWhatWouldHelp() {
        ObjectNode answer = recognised();
        answer.put("status", "UNCERTAIN").put("labelRecognised", false);
        answer.putArray("reasons").add("AMBIGUOUS").add("UNFAMILIAR_STYLE");
        answering(answer);
        choose(PHOTO);
        assertThat(heading()).hasText("I’m not sure");
        assertThat(page.getByText("These look alike to me")).isVisible();
        assertThat(page.getByText("on a plain ground, in daylight")).isVisible();
    }

    @Test
    void aReasonThatThePageDoesNotKnowLeadsToTheUsualAdvice() {
        ObjectNode answer = recognised();
        answer.put("status", "UNCERTAIN").put("labelRecognised", false);
        answer.putArray("reasons").add("TOO_LATE");
        answering(answer);
        choose(PHOTO);
        assertThat(page.getByText("What helps: one kind only")).isVisible();
    }

    @Test
    void whatIsUnlikeEverythingIsNotGuessedAt() {
        ObjectNode answer = recognised();
        answer.putArray("reasons").add("NOT_LIKE_ANY_FRUIT");
        answer.put("status", "UNKNOWN")
                .put("labelRecognised", false)
                .putNull("label")
                .putNull("confidence")
                .putNull("kind")
                .putNull("fruit");
        answering(answer);
        choose(PHOTO);
        assertThat(heading()).hasText("I don’t know this one");
        assertThat(page.locator("#result")).not().containsText("%");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"en | What it looks like: Kiwi", "fr | À quoi cela ressemble\u00a0: Kiwi"})
    void everyCandidateShowsWhatItLooksLike(String language, String alternative) {
        tab.close();
        open(390, 844, language);
        answering(recognised());
        choose(PHOTO);
        assertThat(page.locator(".looks .exemplar")).hasCount(2);
        assertThat(page.locator(".guesses li")).hasCount(2);
        assertThat(page.locator(".guesses li .exemplar")).hasCount(2);
        Locator kiwi = page.getByAltText(alternative);
        kiwi.scrollIntoViewIfNeeded();
        assertThat(kiwi).hasJSProperty("naturalWidth", Pictures.ball().getWidth());
    }

    @Test
    void aPictureThatIsGoneLeavesNoHole() {
        page.route(Pattern.compile("/exemplars/"), Route::abort);
        answering(recognised());
        choose(PHOTO);
        assertThat(heading()).containsText("Apple");
        assertThat(page.locator(".looks .exemplar")).hasCount(0);
        tab.complaints().clear(); // the browser reports the pictures that did not load
    }

    @Test
    void peopleCanSayThatItIsSomethingElseAndKeepThePhoto() {
        choose(PHOTO);
        page.getByRole(AriaRole.BUTTON, named(Pattern.compile("Tell Pomona|No")))
                .click();
        page.getByLabel("What else it is").fill("Quince of the test");
        page.getByLabel("Keep my photo too").check();
        page.getByRole(AriaRole.BUTTON, named("Send")).click();
        assertThat(page.getByText("Thank you.")).isFocused();
        assertThat(FeedbackTakingService.KEPT.resolve("photos/Quince of the test"))
                .isDirectoryContaining("glob:**.jpg");
        page.getByRole(AriaRole.BUTTON, named("Français")).click();
        assertThat(page.getByText("Merci")).isVisible();
    }

    @Test
    void labelsThatArriveLateAreOfferedInTheirLanguageAlone() {
        List<Route> held = new ArrayList<>();
        page.route(Pattern.compile("/feedback\\?lang=fr"), held::add);
        answering(recognised());
        choose(PHOTO);
        assertThat(page.locator(".feedback")).isVisible();
        page.locator("#language").click();
        assertThat(heading()).containsText("Apple");
        assertThat(page.locator(".feedback")).hasCount(0);
        page.locator("#language").click();
        page.waitForResponse(
                Pattern.compile("/feedback\\?lang=fr"), () -> held.get(0).resume());
        page.locator(".feedback button").last().click();
        assertThat(offered("Apple, Golden Delicious")).hasCount(1);
        assertThat(offered("Pomme, Golden Delicious")).hasCount(0);
        page.locator("#language").click();
        page.locator(".feedback button").last().click();
        assertThat(offered("Pomme, Golden Delicious")).hasCount(1);
        assertThat(offered("Apple, Golden Delicious")).hasCount(0);
    }

    private Locator offered(String name) {
        return page.locator("#known-labels option[value='" + name + "']");
    }

    @Test
    void aFailureOfTheFeedbackIsSaid() {
        choose(PHOTO);
        page.getByRole(AriaRole.BUTTON, named(Pattern.compile("Tell Pomona|No")))
                .click();
        page.getByLabel("What else it is").fill("../etc");
        page.getByRole(AriaRole.BUTTON, named("Send")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("letters, digits and spaces");
        tab.complaints().clear(); // the browser reports the 400
    }

    @Test
    void theKeyboardAloneLeadsFromThePhotoToTheFeedback() {
        Page.WaitForFileChooserOptions options = new Page.WaitForFileChooserOptions();
        com.microsoft.playwright.FileChooser chooser = page.waitForFileChooser(options, () -> {
            tab.press("Tab", "#pick");
            page.keyboard().press("Enter");
        });
        chooser.setFiles(PHOTO);
        assertThat(heading()).isFocused();
        tab.press("Tab", ".feedback button:last-of-type");
        page.keyboard().press("Enter");
        assertThat(page.locator(".feedback input").first()).isFocused();
        tab.press("Tab", "#keep-photo");
        tab.press("Shift+Tab", "[name=what]:checked, [name=what]");
        page.keyboard().press("ArrowUp"); // from the first choice round to the last: not a fruit
        page.keyboard().press("Enter");
        assertThat(page.getByText("Thank you.")).isFocused();
    }

    @ParameterizedTest
    @CsvSource({"390, 844, en", "390, 844, fr", "1280, 900, en", "1280, 900, fr", "320, 568, fr"})
    void nothingIsWiderThanTheScreen(int width, int height, String language) {
        tab.close();
        open(width, height, language);
        assertFits("start", width, language);
        answering(recognised());
        choose(PHOTO);
        assertThat(heading()).isVisible();
        assertFits("answer", width, language);
        page.locator(".feedback button").last().click();
        assertFits("feedback", width, language);
    }

    @ParameterizedTest
    @CsvSource({"390, 844, en", "390, 844, fr", "1280, 900, en", "320, 568, fr"})
    void textOfTwiceTheSizeFitsTooAndTheButtonsLeaveRoomForTheAnswer(int width, int height, String language) {
        tab.close();
        open(width, height, language);
        page.evaluate("document.documentElement.style.fontSize = '200%'");
        assertFits("large-start", width, language);
        askingForAKey();
        choose(PHOTO);
        assertThat(heading()).isVisible();
        assertFits("large-key", width, language);
        tab.complaints().clear(); // the browser reports the 401
        answering(recognised());
        choose(PHOTO);
        assertThat(heading().locator(".name")).isVisible();
        assertFits("large-answer", width, language);
        tab.screenshot("large-screen-%d-%s".formatted(width, language), false);
        page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)");
        if (width < 800) {
            assertThat(page.locator(".actions")).not().isInViewport();
        }
        page.locator(".feedback button").last().click();
        assertFits("large-feedback", width, language);
    }

    @Test
    void onAPhoneTheButtonsStayWithinReachOfTheThumb() {
        tab.close();
        open(390, 844, "en");
        answering(recognised());
        choose(PHOTO);
        assertThat(heading()).isVisible();
        for (double part : new double[] {0, 0.3, 0.6}) {
            page.evaluate("part => window.scrollTo(0, document.body.scrollHeight * part)", part);
            assertThat(page.locator(".actions")).isInViewport(new IsInViewportOptions().setRatio(1));
        }
        tab.screenshot("screen-390", false);
    }

    private void assertFits(String what, int width, String language) {
        tab.assertFits("%s-%d-%s".formatted(what, width, language));
    }

    private void open(int width, int height, String language) {
        tab = CHROMIUM.open(width, height, language, ColorScheme.LIGHT);
        page = tab.page();
        page.route(
                Pattern.compile("/exemplars/"),
                route -> route.fulfill(
                        new Route.FulfillOptions().setContentType("image/jpeg").setBodyBytes(BALL)));
        page.navigate(home());
        // Once the service has said how much it knows, the page is complete.
        assertThat(page.locator("#knowledge")).not().isEmpty();
        assertThat(page.locator("#privacy")).containsText(language.equals("fr") ? "sauf" : "unless");
    }

    private String home() {
        return "http://localhost:" + port + "/";
    }

    private void choose(FilePayload file) {
        page.setInputFiles("#pick", file);
    }

    private Locator heading() {
        return page.locator("#result h1");
    }

    /** Lets the page believe that the service gave this answer. */
    private void answering(JsonNode answer) {
        page.route(
                Pattern.compile("/recognize\\?"),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(answer.toString())));
    }

    /** The answer that the description of the API shows: Golden Delicious, 0.87. */
    private static ObjectNode recognised() {
        try (InputStream example = PageBrowserIT.class.getResourceAsStream("/openapi/recognize.json")) {
            return (ObjectNode) new JsonMapper().readTree(example.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions named(Pattern name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
