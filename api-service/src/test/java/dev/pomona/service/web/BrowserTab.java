package dev.pomona.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A tab of {@link Chromium} that notes what the browser complains of and which addresses it asks for. */
public final class BrowserTab implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final String AXE = axe();

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    BrowserTab(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(15_000);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> requests.add(request.url()));
    }

    public Page page() {
        return page;
    }

    /** Returns the warnings and errors on the console so far; may be cleared. */
    public List<String> complaints() {
        return complaints;
    }

    /** Returns every address asked for so far. */
    public List<String> requests() {
        return requests;
    }

    public void screenshot(String name, boolean whole) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(whole));
    }

    /** Asserts that axe-core finds nothing against its rules: WCAG 2.2 A and AA, and best practices. */
    public void assertAccessible(String what) {
        page.evaluate(AXE);
        Object violations = page.evaluate(
                "() => axe.run().then(found => found.violations.map(each => each.id + ': ' + each.nodes.map(node => node.html)"
                        + ".join(' | ')))");
        assertThat((List<?>) violations).as(what).isEmpty();
    }

    /** Takes a picture of the whole page and asserts that it is no wider than the screen and accessible. */
    public void assertFits(String what) {
        screenshot(what, true);
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as("width of the page: %s", what)
                .isLessThanOrEqualTo(page.viewportSize().width);
        assertAccessible(what);
    }

    /** Presses a key until the focus is on an element that this selector matches. */
    public void press(String key, String selector) {
        for (int i = 0; i < 60; i++) {
            page.keyboard().press(key);
            if ((Boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
        }
        throw new AssertionError(key + " does not lead to " + selector);
    }

    @Override
    public void close() {
        context.close();
    }

    private static String axe() {
        try (InputStream script = BrowserTab.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
